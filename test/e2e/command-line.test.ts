/** The command line before any command runs: help, version, and what is said of words it cannot use. */
import { expect, test } from 'vitest';
import { version } from '../../package.json';
import { loginSetup } from '../support/login-setup.ts';
import { runAwsMfa } from '../support/run.ts';

const env = { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent' };

test.each([['--version'], ['-V']])('%s', async (flag) => {
  expect(await runAwsMfa([flag], { env })).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' });
});

test.each([['--help'], ['-h']])('%s tells the commands and the exit codes', async (flag) => {
  const { code, stdout, stderr } = await runAwsMfa([flag], { env });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  for (const part of ['login', '--profile', '130', '252', '253', '254', '255'])
    expect(stdout).toContain(part);
});

test('login --help tells every option, and that a command line can be seen by others', async () => {
  const { code, stdout, stderr } = await runAwsMfa(['login', '--help'], { env });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const options =
    '--profile --mfa-profile --token --duration --serial-number --region --min-remaining --force --no-input --dry-run --json --debug';
  for (const option of options.split(' ')) expect(stdout).toContain(option);
  expect(stdout.replace(/\s+/g, ' ')).toContain('others can see a command line');
});

test('bare: help, not as a result, and 252', async () => {
  const { code, stdout, stderr } = await runAwsMfa([], { env });
  expect({ code, stdout }).toEqual({ code: 252, stdout: '' });
  expect(stderr).toContain('Usage: aws-mfa');
  expect(stderr).toContain('aws-mfa login    prompts for the code');
  expect(stderr).not.toContain('✗');
});

test.each([
  ['a command that is nearly one', ['logn'], 'Unknown command "logn".', 'Did you mean aws-mfa login?'],
  ['a command that is none', ['frobnicate'], 'Unknown command "frobnicate".', '--help'],
  [
    'an option that is nearly one',
    ['login', '--tokne', '1'],
    'Unknown option --tokne.',
    'Did you mean --token?',
  ],
  ['an option without its value', ['login', '--profile'], 'Option --profile needs a value.', '--help'],
  ['options and no command', ['--profile', 'work'], 'No command', 'aws-mfa login'],
])('%s: 252 with a way on', async (_, args, message, remedy) => {
  const { code, stdout, stderr } = await runAwsMfa(args, { env });
  expect({ code, stdout }).toEqual({ code: 252, stdout: '' });
  expect(stderr).toMatch(/^✗ .*\n {2}/m);
  expect(stderr).toContain(message);
  expect(stderr).toContain(remedy);
});

test.each([
  [['login', '--tokn=864209']],
  [['login', '--tokn', '864209']],
  [['--token', '864209', 'login']],
  [['login', '864209']],
  [['864209']],
  [['login', '-t864209']],
  [['login', '--864209']],
  [['login', '--token', '86420a']],
  [['login', '--token', '864209', '864209']],
  [['login', '--duration', '864209h', '--token', '864209']],
  [['login', '--token=864209 1']],
  [['login', '--token', '864209', '--debug', '--bogus']],
])('%j: nothing that may be a code is repeated', async (args) => {
  const { run, aws } = await loginSetup();
  for (const json of [[], ['--json']]) {
    const { code, stdout, stderr } = await run([...args, ...json]);
    expect(code).toBe(252);
    expect(stdout + stderr).not.toMatch(/86420/);
    expect(stdout + stderr).toMatch(/\S/);
  }
  expect(aws.connections()).toBe(0);
});
