/** What is read without commander, and what is left to it. */
import { describe, expect, it } from 'vitest';
import { readPlainLine } from '../../../src/command-line/plain-line.ts';
import { PLAIN_STATUS } from '../../../src/command-line/status.ts';
import { programOutline } from '../../../src/program.ts';

const KNOWN = { '--all': ['all', 'flag'], '--for': ['span', 'value'] } as const;
const read = (...args: string[]) => readPlainLine(args, KNOWN);

it.each<[args: string[], word: string | undefined, options: object]>([
  [[], undefined, {}],
  [['mfa'], 'mfa', {}],
  [[''], '', {}],
  [['--all'], undefined, { all: true }],
  [['--for', '1h'], undefined, { span: '1h' }],
  [['--for=1h'], undefined, { span: '1h' }],
  [['--for=a=b'], undefined, { span: 'a=b' }],
  [['--for='], undefined, { span: '' }],
  [['--for', ''], undefined, { span: '' }],
  // As commander has it: what stands behind such an option is its value.
  [['--for', '--all'], undefined, { span: '--all' }],
  [['--for', '1h', '--for', '2h'], undefined, { span: '2h' }],
  [['--all', 'mfa', '--for', '1h'], 'mfa', { all: true, span: '1h' }],
  [['--for', 'two\nlines'], undefined, { span: 'two\nlines' }],
])('%j is read', (args, word, options) => {
  expect(read(...args)).toEqual({ word, options });
});

it.each([
  [['a', 'b']],
  [['--none']],
  [['--al']],
  [['--all=yes']],
  [['--all=']],
  [['--for']],
  [['-h']],
  [['-']],
  [['--']],
  [['--', 'mfa']],
  [['--all', '-x']],
  [['--constructor']],
  [['__proto__=x', 'b']],
  [['--__proto__', 'x']],
])('%j is left to commander', (args) => {
  expect(read(...args)).toBeUndefined();
});

describe('status', () => {
  it('is read with the options that commander knows, and no other', () => {
    const known = programOutline().commands.find(({ name }) => name === 'status')?.options ?? [];
    const plain = Object.entries<readonly [string, string]>(PLAIN_STATUS);
    const told = plain.map(([long, [, kind]]) => [long, kind === 'value']);
    const rare = ['--debug', '--help'];
    const expected = known
      .filter(({ long }) => !rare.includes(long))
      .map(({ long, value }) => [long, value !== undefined]);
    expect(told.sort()).toEqual(expected.sort());
  });

  it('under the names that commander gives them', () => {
    const named = (long: string) =>
      long.slice(2).replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
    Object.entries(PLAIN_STATUS).forEach(([long, [name]]) => expect(name).toBe(named(long)));
  });
});
