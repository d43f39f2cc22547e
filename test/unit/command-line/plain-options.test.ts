/** What is read without commander has the options that commander knows, under the same names. */
import { describe, expect, it } from 'vitest';
import type { PlainOptions } from '../../../src/command-line/plain-line.ts';
import { PLAIN_EXPORT, PLAIN_LOGIN, PLAIN_STATUS } from '../../../src/command-line/plain-options.ts';
import { programOutline } from '../../../src/program.ts';

describe.each<[command: string, plain: PlainOptions]>([
  ['status', PLAIN_STATUS],
  ['login', PLAIN_LOGIN],
  ['export', PLAIN_EXPORT],
])('%s', (command, plain) => {
  const options = programOutline().commands.find(({ name }) => name === command)?.options ?? [];
  const known = new Map(options.map(({ long, value }) => [long, value ? 'value' : 'flag']));

  it.each(Object.entries(plain))('%s', (long, [name, kind]) => {
    expect(known.get(long)).toBe(kind === 'value' ? 'value' : 'flag');
    // As commander names them.
    const word = kind === 'off' ? long.replace('--no-', '') : long.slice(2);
    expect(name).toBe(word.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()));
    expect(kind === 'off').toBe(long.startsWith('--no-'));
  });
});
