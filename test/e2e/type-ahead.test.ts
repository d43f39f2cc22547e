/** A code typed ahead of the prompt: it counts, and does not stay on the screen. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CONFIG, KEY_LINES, loginSetup, PROMPT } from '../support/login-setup.ts';

/** The shell goes on once this file is there: what was typed is in the terminal by then, and echoed. */
const AWAIT_GO = 'echo ready; until [ -e "$HOME/go" ]; do sleep 0.05; done';
const go = (home: string) => writeFileSync(join(home, 'go'), '');

const [KEY_ID, SECRET] = [...KEY_LINES.matchAll(/= (.*)$/gm)].map(([, value]) => value);

it.each([
  ['with Enter', '\r', false],
  ['with Enter, standard input elsewhere', '\r', true],
  ['without Enter', '', false],
])('while the program starts, %s', async (_, enter, isPiped) => {
  const { openShell, aws, sandbox } = await loginSetup();
  const code = aws.nextCode();
  const terminal = openShell(
    `${AWAIT_GO}; aws_mfa login${isPiped ? ' </dev/null' : ''}; echo "exit $?"; stty -a`,
  );
  await terminal.waitFor('ready');
  terminal.type(code + enter);
  await terminal.waitFor(code);
  go(sandbox.home);
  if (enter === '') {
    await terminal.waitFor(new RegExp(`MFA code.*: ${code}`));
    terminal.press('enter');
  }
  await terminal.waitFor('exit 0');
  await terminal.exit;
  expect(terminal.screen()).not.toContain(code);
  expect(terminal.screen()).toMatch(/^ready\n\? MFA code/);
  expect(terminal.screen()).toContain(' echo ');
  expect(aws.requests).toHaveLength(1);
});

it('while a process fetches the keys: it counts, and the shell does not get it', async () => {
  const { openShell, aws, sandbox } = await loginSetup({ credentials: '' });
  const started = join(sandbox.home, 'started');
  const keys = JSON.stringify({ Version: 1, AccessKeyId: KEY_ID, SecretAccessKey: SECRET });
  writeFileSync(
    join(sandbox.home, 'keys.sh'),
    `touch ${started}\nwhile [ ! -e ${sandbox.home}/go ]; do sleep 0.05; done\necho '${keys}'\n`,
  );
  writeFileSync(sandbox.configPath, `${CONFIG}credential_process = sh ${sandbox.home}/keys.sh\n`);
  const terminal = openShell(`aws_mfa login; bash -c 'read -t 1 line; echo "left: <$line>"'`);
  await expect.poll(() => existsSync(started), { timeout: 10_000 }).toBe(true);
  const code = aws.nextCode();
  terminal.type(`${code}\r`);
  await terminal.waitFor(code);
  go(sandbox.home);
  await terminal.exit;
  expect(terminal.screen()).toContain('expires at');
  expect(terminal.screen()).toContain('left: <>');
  expect(terminal.screen()).not.toContain(code);
});

it('Ctrl-C typed ahead cancels', async () => {
  const { openShell, sandbox } = await loginSetup();
  const terminal = openShell(`stty -isig; ${AWAIT_GO}; aws_mfa login; echo "exit $?"`);
  await terminal.waitFor('ready');
  terminal.press('ctrl-c');
  await terminal.waitFor('^C');
  go(sandbox.home);
  await terminal.waitFor('exit 130');
});

it('an answer typed ahead of a question for yes or no is no answer', async () => {
  const credentials = `[work]\n${KEY_LINES}`;
  const { openShell, sandbox } = await loginSetup({
    credentials,
    config: CONFIG.replace('default', 'profile work'),
  });
  const terminal = openShell(`${AWAIT_GO}; aws_mfa login`);
  await terminal.waitFor('ready');
  terminal.type('n\r');
  await terminal.waitFor(/ready\nn/);
  go(sandbox.home);
  await terminal.waitFor('"work"?');
  terminal.type('y\r');
  await terminal.waitFor(PROMPT);
});
