/** The help: each fits a screen, and each ends with two examples, which are run here as they stand. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { role } from '../support/aws/roles.ts';
import { enrollIn } from '../support/enrollment.ts';
import { CREDENTIALS, DEVICE, KEY_LINES, loginSetup } from '../support/login-setup.ts';
import { runAwsMfa, startProgram } from '../support/run.ts';
import { shellsHere, withAwsMfa } from '../support/shells.ts';
import { openTerminalOf } from '../support/terminal.ts';
import { fakeTools } from '../support/stores/fake-tools.ts';

const env = { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent' };

async function helpOf(command: string): Promise<string> {
  const args = [command, '--help'].filter(Boolean);
  const { code, stdout, stderr } = await runAwsMfa(args, { env });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

/** What stands below `Examples:`; what each does stands behind it, or on a line of its own that begins further in. */
function examplesIn(help: string): string[] {
  const [, below = ''] = help.split('\nExamples:\n');
  return [...below.matchAll(/^ {2}(\S.*?)(?: {2,}.*)?$/gm)].map(([, example = '']) => example);
}

const ROOT = await helpOf('');
const COMMANDS = [...ROOT.matchAll(/^ {2}([a-z]+) {2,}/gm)].map(([, name = '']) => name);
const HELPS = await Promise.all(
  ['', ...COMMANDS].map(async (command) => [command, await helpOf(command)] as const),
);

describe.each(HELPS)('%s --help', (command, help) => {
  const lines = help.trimEnd().split('\n');

  test('fits a screen', () => {
    expect(lines.length).toBeLessThanOrEqual(24);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  test('ends with two examples, one of them the plainest', () => {
    const examples = examplesIn(help);
    expect(examples).toHaveLength(2);
    expect(examples.filter((example) => !example.includes(`aws-mfa ${command}`))).toEqual([]);
    expect(lines.findIndex((line) => line === 'Examples:')).toBeGreaterThan(lines.length - 6);
  });

  test('is what `help` prints, too', async () => {
    expect((await runAwsMfa(['help', command].filter(Boolean), { env })).stdout).toBe(help);
  });
});

const ADMIN = role('Admin');
const CONFIG = `[default]
region = eu-west-1
mfa_serial = ${DEVICE}
[profile work]
mfa_serial = ${DEVICE}
[profile admin]
role_arn = ${ADMIN.arn}
source_profile = default
[profile prod-admin]
role_arn = ${ADMIN.arn}
source_profile = mfa
`;

/** A home folder as the examples have it, a code at hand, and the other programs that they name. */
async function whereExamplesRun() {
  const setup = await loginSetup({
    credentials: `${CREDENTIALS}[work]\n${KEY_LINES}`,
    config: CONFIG,
    aws: { roles: [ADMIN] },
  });
  const { sandbox, aws } = setup;
  const examplesEnv = withAwsMfa({ ...setup.env, AWS_MFA_TOKEN: aws.nextCode() });
  for (const name of ['aws', 'terraform'])
    writeFileSync(join(sandbox.home, 'bin', name), '#!/bin/sh\necho "$AWS_SESSION_TOKEN$AWS_PROFILE"\n', {
      mode: 0o755,
    });
  return { env: examplesEnv, cwd: sandbox.home };
}

const EXAMPLES = [...new Set(HELPS.flatMap(([, help]) => examplesIn(help)))];
const isQuestion = (example: string) => example.startsWith('aws-mfa setup');
const isConsent = (example: string) => example === 'aws-mfa rotate';
const isMove = (example: string) => example === 'aws-mfa protect';
const isScan = (example: string) => example.startsWith('aws-mfa enroll');
const isAnswered = (example: string) =>
  isQuestion(example) || isConsent(example) || isMove(example) || isScan(example);

test.each(EXAMPLES.filter((example) => !isAnswered(example)))('%s', async (example) => {
  const at = await whereExamplesRun();
  const shell = example.endsWith('| source') ? 'fish' : 'bash';
  if (!shellsHere.includes(shell)) return;
  // As a setting of the config file it is the command behind it that runs.
  const line = example.replace(/^credential_process = /, '');
  const { code, stderr } = await startProgram(shell, ['-c', line], at).result;
  expect(stderr).not.toContain('✗');
  expect(code).toBe(0);
});

test.each(EXAMPLES.filter(isQuestion))('%s, with Enter for an answer', async (example) => {
  const { env: variables, cwd } = await whereExamplesRun();
  const terminal = openTerminalOf('bash', ['-c', example], { env: variables, cwd, cols: 200 });
  onTestFinished(() => terminal.kill('SIGKILL'));
  // There are keys of two profiles.
  const which = example.includes('--profile') ? [] : ['Which profile has your access key?'];
  for (const question of [...which, 'Use the access key', 'Use the MFA device', 'Log in now?']) {
    await terminal.waitFor(question);
    terminal.press('enter');
  }
  expect(await terminal.exit).toEqual({ code: 0, signal: null });
  expect(terminal.screen()).toContain('expires at');
});

test.each(EXAMPLES.filter(isConsent))('%s, with consent', async (example) => {
  const { env: variables, cwd } = await whereExamplesRun();
  const terminal = openTerminalOf('bash', ['-c', example], { env: variables, cwd, cols: 200 });
  onTestFinished(() => terminal.kill('SIGKILL'));
  await terminal.waitFor('Replace the access key');
  terminal.press('enter');
  expect(await terminal.exit).toEqual({ code: 0, signal: null });
  expect(terminal.screen()).toContain('[default] has the new access key');
});

test.each(EXAMPLES.filter(isMove))('%s, with consent', async (example) => {
  const { env: variables, cwd: home } = await whereExamplesRun();
  const env = { ...variables, ...fakeTools({ home, env: variables }, 'security').env };
  const terminal = openTerminalOf('bash', ['-c', example], { env, cwd: home, cols: 200 });
  onTestFinished(() => terminal.kill('SIGKILL'));
  await terminal.waitFor('Move the access key');
  terminal.press('enter');
  expect(await terminal.exit).toEqual({ code: 0, signal: null });
  expect(terminal.screen()).toContain('of [default] is in the macOS keychain now.');
});

test.each(EXAMPLES.filter(isScan))('%s, with an authenticator app', async (example) => {
  const { env: variables, cwd } = await whereExamplesRun();
  const terminal = openTerminalOf('bash', ['-c', example], { env: variables, cwd, cols: 200 });
  onTestFinished(() => terminal.kill('SIGKILL'));
  await terminal.waitFor('Create another one?');
  terminal.type('y\r');
  await enrollIn(terminal);
  await terminal.waitFor('Log in now?');
  terminal.type('n\r');
  expect(await terminal.exit).toEqual({ code: 0, signal: null });
});
