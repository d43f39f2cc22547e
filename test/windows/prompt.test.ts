/** Prompts in a console of Windows: Wine's, in a pseudo-terminal of Linux. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openTerminalOf } from '../support/terminal.ts';
import { windowsHome } from './home.ts';
import { prepared } from './wine.ts';

async function opened(line: (aws_mfa: string) => string, files = {}, variables: Record<string, string> = {}) {
  const home = await windowsHome(files);
  const command = ['wine', ...home.program].map((word) => `'${word}'`).join(' ');
  const terminal = openTerminalOf('sh', ['-c', line(command)], {
    env: { ...home.env, ...variables },
    cwd: home.sandbox.home,
    cols: 200,
  });
  onTestFinished(() => terminal.kill('SIGKILL'));
  return { ...home, terminal };
}

describe.skipIf(!prepared)('in a console', () => {
  test.each([
    ['as it is', (command: string) => `${command} login`],
    ['2>file', (command: string) => `${command} login 2>errors`],
  ])('the prompt appears, and takes the code: %s', async (_, line) => {
    const { terminal, aws, sandbox } = await opened(line);
    await terminal.waitFor(/MFA code for alice/, 40_000);
    terminal.type(aws.nextCode());
    terminal.press('enter');
    expect(await terminal.exit).toEqual({ code: 0, signal: null });
    expect(sandbox.read()).toContain('[mfa]\naws_access_key_id = ASIA');
  });

  // Wine reads no keys then.
  test('the prompt appears although standard input is a file', async () => {
    const { terminal } = await opened((command) => `${command} login </dev/null`);
    await terminal.waitFor(/MFA code for alice/, 40_000);
  });

  test('setup asks its first question', async () => {
    const { terminal } = await opened((command) => `${command} setup`, { credentials: '', config: '' });
    await terminal.waitFor(/Access key ID/i, 40_000);
  });

  test.each(['login', 'setup'])(
    'in the window of Git Bash %s asks nobody, and the hint is winpty',
    async (name) => {
      const { terminal, sandbox } = await opened(
        (command) => `${command} ${name} </dev/null >out 2>errors`,
        {},
        { MSYSTEM: 'MINGW64' },
      );
      expect(await terminal.exit).toMatchObject({ code: 252 });
      expect(readFileSync(join(sandbox.home, 'errors'), 'utf8')).toContain(`winpty aws-mfa.cmd ${name}`);
    },
  );
});
