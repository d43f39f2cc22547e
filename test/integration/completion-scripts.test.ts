/**
 * The completion scripts in the real shells, with a program in the place of ours that answers what ours never would: should
 * a bad name come through one day, no shell runs it.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { OptionSpec, CliSpec } from '../../src/commands/completion/offers.ts';
import { SCRIPTS } from '../../src/commands/completion/completion.ts';
import { createSandbox } from '../support/sandbox.ts';
import { install, openShell, shellsHere, withAwsMfa } from '../support/shells.ts';

/** Everything that a shell could take for its own. */
const WHAT = `it's $(touch pwned) \`touch pwned\` "a" [b] c: d; \\ e`;
const profile: OptionSpec = {
  long: '--profile',
  short: undefined,
  what: WHAT,
  value: { kind: 'profile' },
};
const word: OptionSpec = {
  long: '--word',
  short: '-w',
  what: WHAT,
  value: undefined,
};
const CLI_SPEC: CliSpec = {
  options: [profile],
  commands: [
    { name: 'status', what: WHAT, options: [profile, word], word: { kind: 'profile' } },
    { name: 'logout', what: 'other', options: [], word: undefined },
  ],
};
const NAMES = ['sound', '$(touch pwned)', '`touch pwned`', ';touch pwned', '$(touch${IFS}pwned)', 'a b', '*'];

describe.each(shellsHere)('%s', (shell) => {
  const opened = () => {
    const { home, env, dispose } = createSandbox();
    onTestFinished(dispose);
    const program = join(home, 'program');
    writeFileSync(
      program,
      `#!/bin/sh\nif [ "$2" = profiles ]; then cat "$HOME/names"; else cat "$HOME/script"; fi\n`,
      {
        mode: 0o755,
      },
    );
    writeFileSync(join(home, 'names'), NAMES.map((name) => `${name}\n`).join(''));
    writeFileSync(join(home, 'script'), SCRIPTS[shell](CLI_SPEC));
    install(shell, home);
    const press = openShell(shell, withAwsMfa(env, program));
    return { press, isPwned: () => existsSync(join(home, 'pwned')) };
  };

  test('names are never run', async () => {
    const { press, isPwned } = opened();
    const lines = [
      'aws-mfa status ',
      'aws-mfa status s',
      'aws-mfa status $',
      'aws-mfa --profile ',
      'aws-mfa --profile=$(',
    ];
    for (const line of lines) await press(line);
    expect(await press('aws-mfa status so')).toContain('sound');
    expect(isPwned()).toBe(false);
  });

  test('explanations are shown as they are', async () => {
    const { press, isPwned } = opened();
    const explains = shell !== 'bash';
    expect((await press('aws-mfa ')).includes(WHAT)).toBe(explains);
    expect((await press('aws-mfa status --')).includes(WHAT)).toBe(explains);
    expect(await press('aws-mfa status --wo')).toContain('--word');
    expect(isPwned()).toBe(false);
  });
});
