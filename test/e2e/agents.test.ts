/**
 * AI agents: their shells often keep the controlling terminal, but nobody answers there. And `--wait`, with which an agent
 * waits until the user has logged in.
 */
import { expect, test } from 'vitest';
import { CREDENTIALS, loginSetup } from '../support/login-setup.ts';

const AGENT = { CLAUDECODE: '1' };

test('an agent that keeps the terminal: no prompt, exit code 252, and a hint that leads to the user', async () => {
  const { aws, sandbox, openShell } = await loginSetup({ env: AGENT });
  const terminal = openShell('aws_mfa login < /dev/null; echo "exit code $?"');
  await terminal.waitFor('exit code');
  const screen = terminal.screen();
  expect(screen).toContain('aws-mfa cannot prompt for it: an AI agent (claude) runs this command.');
  expect(screen).toContain('aws-mfa login --no-input --wait 5m');
  expect(screen).not.toContain('--token');
  expect(screen).toContain('exit code 252');
  expect(aws.requests).toEqual([]);
  expect(sandbox.read()).toBe(CREDENTIALS);
});

test('a user who types in the terminal of an agent is asked', async () => {
  const { open } = await loginSetup({ env: AGENT });
  await open(['login']).waitFor('MFA code for');
});

test('an agent is not told to pass a code, whatever keeps it from asking', async () => {
  const { run } = await loginSetup({ env: AGENT });
  const { code, stderr } = await run(['login', '--no-input']);
  expect({ code, stderr }).toEqual({
    code: 252,
    stderr:
      '✗ An MFA code is needed, but aws-mfa cannot prompt for it: an AI agent (claude) runs this command.\n' +
      '  Ask the user to run in a terminal:\n  aws-mfa login\n' +
      '  Then wait until the session is there:\n  aws-mfa login --no-input --wait 5m\n',
  });
});

test('--wait ends when another terminal has renewed the session', async () => {
  const { aws, start, run } = await loginSetup({ env: AGENT });
  const waiting = start(['login', '--no-input', '--wait', '5m', '--json'], { timeoutMs: 60_000 }).result;
  expect((await run(['login', '--token', aws.nextCode()])).code).toBe(0);
  const { code, stdout, stderr } = await waiting;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({ profile: 'mfa', source_profile: 'default' });
});

test('--wait ends with 252 if nobody renews the session', async () => {
  const { run, sandbox } = await loginSetup();
  const { code, stderr } = await run(['login', '--wait', '1']);
  expect(code).toBe(252);
  expect(stderr).toContain('aws-mfa cannot prompt for it: no other terminal has renewed the session.');
  expect(sandbox.read()).toBe(CREDENTIALS);
});

test.each(['0', '2h', 'soon'])('--wait %s is rejected', async (time) => {
  const { run } = await loginSetup();
  const { code, stderr } = await run(['login', '--wait', time]);
  expect(code).toBe(252);
  expect(stderr).toContain('--wait must be a duration of at most an hour, such as 300, 5m or 1h.');
});
