/** The command line: what reaches the command, and what is said of a line that cannot be used, never with a code in it. */
import { describe, expect, it } from 'vitest';
import type { LogoutOptions } from '../../../src/commands/logout/logout.ts';
import type { LoginOptions } from '../../../src/login/login-request.ts';
import type { StatusOptions } from '../../../src/commands/status/status.ts';
import { AwsMfaError } from '../../../src/errors.ts';
import type { Context } from '../../../src/context.ts';
import { runProgram } from '../../../src/cli/program.ts';
import { told, words } from '../../support/thrown-by.ts';

interface Run {
  options: LoginOptions | StatusOptions | LogoutOptions | undefined;
  out: string;
  err: string;
  /** Of the error, in one line. */
  error: string;
}

/** Thrown where the command would begin: what it does is not the matter here. */
class Begun extends Error {}

async function run(...args: string[]): Promise<Run> {
  const result: Run = { options: undefined, out: '', err: '', error: '' };
  const deps = {
    version: '1.2.3',
    contextFor(options: LoginOptions): Context {
      result.options = options;
      throw new Begun();
    },
    entering: () => undefined,
    columns: () => 80,
    writeOut: (text: string) => (result.out += text),
    writeErr: (text: string) => (result.err += text),
  };
  try {
    await runProgram(args, deps);
  } catch (error) {
    if (error instanceof AwsMfaError) result.error = told(error);
    else if (!(error instanceof Begun)) throw error;
  }
  return result;
}

describe('options', () => {
  const usual = { input: true };
  it.each<[line: string, options: LoginOptions]>([
    ['login', {}],
    ['login --duration 43200', { duration: '43200' }],
    ['login --token 123456', { token: '123456' }],
    ['login --token=123456', { token: '123456' }],
    ['login --token -', { token: '-' }],
    ['login --token=', { token: '' }],
    ['login --duration -1', { duration: '-1' }],
    ['login --profile work --mfa-profile prod', { profile: 'work', mfaProfile: 'prod' }],
    [
      'login --serial-number d --region r --min-remaining 2h',
      { serialNumber: 'd', region: 'r', minRemaining: '2h' },
    ],
    [
      'login --role-arn a --role-session-name n --external-id i',
      { roleArn: 'a', roleSessionName: 'n', externalId: 'i' },
    ],
    ['login --force --dry-run --json --debug', { force: true, dryRun: true, json: true, debug: true }],
    ['login --no-input', { input: false }],
    ['login work', { profile: 'work', isWord: true }],
    ['login work --profile work', { profile: 'work', isWord: true }],
    ['login --token-code 123456', { token: '123456' }],
    ['login --mfa-token=123456', { token: '123456' }],
    [
      'login --duration-seconds 3600 --mfa-serial d --update-profile m',
      { duration: '3600', serialNumber: 'd', mfaProfile: 'm' },
    ],
    ['export work', { profile: 'work', isWord: true, write: true }],
    ['exec work -- aws s3 ls', { profile: 'work', isWord: true, write: true }],
    ['exec -- work -- aws', { write: true }],
    ['exec aws sts get-session-token --duration-seconds 900', { write: true }],
    ['--profile work login', { profile: 'work' }],
    [
      '--profile work --region r --debug login --json',
      { profile: 'work', region: 'r', debug: true, json: true },
    ],
    ['--profile work login --profile home', { profile: 'home' }],
    ['login --profile a --profile b', { profile: 'b' }],
  ])('%s', async (line, options) => {
    const result = await run(...line.split(' '));
    expect(result).toEqual({ options: { ...usual, ...options }, out: '', err: '', error: '' });
  });
});

describe('options of status and logout', () => {
  it.each<[line: string, options: StatusOptions & LogoutOptions]>([
    ['status', {}],
    ['status mfa', {}],
    ['status --check --min-remaining 30m', { check: true, minRemaining: '30m' }],
    ['status --json', { json: true }],
    ['--profile work status', { profile: 'work' }],
    ['status --profile work --debug', { profile: 'work', debug: true }],
    ['logout', {}],
    ['logout mfa', {}],
    ['logout --all', { all: true }],
    ['--profile work logout', { profile: 'work' }],
  ])('%s', async (line, options) => {
    expect(await run(...line.split(' '))).toEqual({ options, out: '', err: '', error: '' });
  });
});

describe('help and version are results', () => {
  it.each([
    ['--version', '1.2.3\n'],
    ['-V', '1.2.3\n'],
    ['--help', 'Exit codes: 0 done'],
    ['-h', 'Usage: aws-mfa'],
    ['help', 'Usage: aws-mfa'],
    ['help login', 'Usage: aws-mfa login'],
    ['login --help', '--token <code>'],
    ['login help', 'Usage: aws-mfa login'],
    ['setup help', 'Usage: aws-mfa setup'],
  ])('%s', async (line, expected) => {
    const result = await run(...line.split(' '));
    expect(result).toMatchObject({ err: '', error: '', options: undefined });
    expect(result.out).toContain(expected);
  });

  it('the help of login warns of codes on a command line', async () => {
    expect((await run('login', '--help')).out.replace(/\s+/g, ' ')).toContain(
      'others can see a command line',
    );
  });
});

describe('without a command', () => {
  it.each([['--debug'], ['--profile work']])('"%s"', async (line) => {
    const result = await run(...line.split(' ').filter(Boolean));
    expect(result.error).toMatch(words('usage: No command was given. | …`aws-mfa login`'));
    expect(result.options).toBeUndefined();
  });

  it.each(['help logn', '--profile work help logn'])('%s prints no help', async (line) => {
    expect(await run(...line.split(' '))).toMatchObject({ out: '', err: '' });
  });

  it('the bare call prints help alone, but not as a result', async () => {
    const result = await run();
    expect(result.err).toContain('Usage: aws-mfa');
    expect(result).toMatchObject({ out: '', error: '' });
  });
});

describe('lines that cannot be used', () => {
  it.each([
    ['login --tokn=123456', 'Unknown option --tokn. | Did you mean --token?'],
    ['login --tokn 123456', 'Unknown option --tokn. | Did you mean --token?'],
    ['login --tokn123456', 'Unknown option.'],
    ['login -t123456', 'Unknown option.'],
    ['login -t 123456', 'Unknown option -t.'],
    ['login --123456', 'Unknown option.'],
    ['login -123456', 'looks like an MFA code'],
    ['login 123456', 'looks like an MFA code. | …--token'],
    ['login 123 456', 'Unexpected argument. | To pass a code: --token CODE.'],
    ['login work extra', 'Unexpected argument "extra".'],
    ['exec 123456 -- aws', 'looks like an MFA code'],
    ['login --token 123 456', 'looks like an MFA code'],
    ['login -- 123456', 'looks like an MFA code'],
    ['login --force=123456', '--force does not take a value. | For example: `aws-mfa login --force`'],
    ['login --no-input=123456', '--no-input does not take a value.'],
    ['login --debug=123456', '--debug does not take a value.'],
    ['login --token', 'Option --token needs a value.'],
    ['login --profile', 'Option --profile needs a value.'],
    ['--profile', 'Option --profile needs a value.'],
    ['--token 123456', '--token must come after the command. | For example: `aws-mfa login --token`'],
    ['--token=123456 login', '--token must come after the command.'],
    ['--json login', '--json must come after the command. | For example: `aws-mfa login --json`'],
    ['--json status', '--json must come after the command. | For example: `aws-mfa status --json`'],
    ['login --version', '--version cannot be combined with a command. | Run `aws-mfa --version`'],
    ['login --help=1', '--help cannot be combined with a command.'],
    ['help jbswydpehpkabcd2', 'Unknown command.'],
    ['help help', 'Unknown command "help". | See `aws-mfa --help`'],
    ['s3 ls', 'Unknown command "s3".'],
    ['status --mfa-serial x', 'Unknown option --mfa-serial. | See'],
    ['constructor', 'Unknown command "constructor". | See'],
    ['login --code 123456', 'Unknown option --code. | Did you mean --token?'],
    ['123456', 'Unknown command.'],
    ['123456 login', 'Unknown command.'],
    [
      'help 123456',
      'Unknown command. | To pass a code: `aws-mfa login --token CODE`. All commands: `aws-mfa --help`',
    ],
    ['help logn', 'Unknown command "logn". | Did you mean `aws-mfa login`?'],
    ['--profile work help logn', 'Unknown command "logn". | Did you mean `aws-mfa login`?'],
    ['hlep', 'Unknown command "hlep". | Did you mean `aws-mfa help`?'],
    ['version', 'Unknown command "version". | Did you mean --version?'],
    ['comp', 'Unknown command "comp". | Did you mean `aws-mfa completion`?'],
    ['setup help 123456', 'Unexpected argument "help". | See `aws-mfa setup --help`'],
    ['setup 123456', 'Unexpected argument. | See `aws-mfa setup --help`'],
    ['export 123456', 'looks like an MFA code'],
    ['list', 'Unknown command "list". | Did you mean `aws-mfa status`?'],
    ['add', 'Did you mean `aws-mfa setup`?'],
    ['configure', 'Did you mean `aws-mfa setup`?'],
    ['--setup', 'Unknown option --setup. | Did you mean `aws-mfa setup`?'],
    ['clear', 'Did you mean `aws-mfa logout`?'],
    ['rotate-keys', 'Unknown command "rotate-keys". | Did you mean `aws-mfa rotate`?'],
    ['whoami', '`aws-mfa status`…`aws sts get-caller-identity`'],
    ['-v', 'Unknown option -v. | Did you mean --version?'],
    ['status --frobnicate', 'Unknown option --frobnicate. | See `aws-mfa status --help`'],
    ['status --hlp', 'Unknown option --hlp. | Did you mean --help?'],
    ['login --dur', 'Unknown option --dur. | Did you mean --duration?'],
    ['--versoin', 'Unknown option --versoin. | Did you mean --version?'],
    ['completion', 'Missing argument <shell>. | See `aws-mfa completion --help`'],
    [
      'completion 123456',
      'aws-mfa has no completion script for that shell. | Use one of bash, zsh, fish, powershell.',
    ],
    ['completion bash 123456', 'Unexpected argument. | See `aws-mfa completion'],
    ['logn 123456', 'Unknown command "logn". | Did you mean `aws-mfa login`?'],
    ['logn', 'Unknown command "logn". | Did you mean `aws-mfa login`?'],
    ['statsu', 'Unknown command "statsu". | Did you mean `aws-mfa status`?'],
    ['logut', 'Unknown command "logut". | Did you mean `aws-mfa logout`…'],
    ['status 1 123456', 'Unexpected argument.'],
    ['logout --check', 'aws-mfa logout` has no option --check. | For example: `aws-mfa status --check`'],
    ['frobnicate', 'Unknown command "frobnicate". | See `aws-mfa --help`'],
  ])('%s', async (line, expected) => {
    const result = await run(...line.split(' '));
    expect(result.error).toMatch(words(expected));
    expect(result.error).toMatch(/^usage: /);
    expect(JSON.stringify(result)).not.toMatch(/123|456/);
    expect(result).toMatchObject({ options: undefined, out: '' });
  });

  it.each([
    [['login', '--tokn=abc 123456'], 'Unknown option --tokn.'],
    [['login', "--x1'tokn=123456"], 'Unknown option.'],
    [['login', '--token 123456'], '--token and its value must be two arguments.'],
    [['abc 123456'], 'Unknown command'],
    [["1'abcdef=x"], 'Unknown command.'],
  ])('quotes and blanks in a word: %j', async (args, expected) => {
    const { error } = await run(...args);
    expect(error).toContain(expected);
    expect(error).not.toMatch(/123456|abcdef/);
  });
});
