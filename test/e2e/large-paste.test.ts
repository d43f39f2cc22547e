/** A large paste into the prompt: what no code could need is not read, and costs nothing. */
import { expect, it } from 'vitest';
import { createSandbox } from '../support/sandbox.ts';
import { openTerminal } from '../support/terminal.ts';
import { LASTING_KEYS } from '../support/stored-files.ts';

it('10,000 characters: 32 are read, little is drawn, and the line can still be corrected', async () => {
  const sandbox = createSandbox({
    credentials: `[default]\n${LASTING_KEYS}`,
    config: '[default]\nregion = eu-west-1\nmfa_serial = arn:aws:iam::123456789012:mfa/alice\n',
  });
  try {
    const terminal = openTerminal(['login'], { env: sandbox.env, cols: 200 });
    await terminal.waitFor('code');
    const drawn = terminal.output().length;
    terminal.type('7'.repeat(10_000));
    terminal.press('enter');
    await terminal.waitFor('instead of 6', 60_000);
    expect(terminal.output().length - drawn).toBeLessThan(20_000);
    expect(/7{7,}/.exec(terminal.screen())?.[0]).toBe('7'.repeat(32));
    terminal.press('ctrl-u');
    terminal.type('12345');
    await terminal.waitFor(/: 12345$/m);
    terminal.press('ctrl-c');
    expect((await terminal.exit).code).toBe(130);
  } finally {
    sandbox.dispose();
  }
}, 90_000);
