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
  ])('%s', async (line, expected) => {
    const result = await run(...line.split(' '));
    expect(result).toMatchObject({ err: '', error: '', options: undefined });
    expect(result.out).toContain(expected);
  });

  it('the help of login warns of codes on a command line', async () => {
    expect((await run('login', '--help')).out.replace(/\s+/g, ' ')).toContain(
      'Other users of this machine can see',
    );
  });
});

describe('without a command', () => {
  it.each([[''], ['--debug'], ['--profile work']])('"%s"', async (line) => {
    const result = await run(...line.split(' ').filter(Boolean));
    expect(result.error).toMatch(words('usage: No command was given. | …`aws-mfa login`'));
    expect(result.options).toBeUndefined();
  });

  it.each(['help logn', '--profile work help logn'])('%s prints no help', async (line) => {
    expect(await run(...line.split(' '))).toMatchObject({ out: '', err: '' });
  });

  it('the bare call prints help, but not as a result', async () => {
    const result = await run();
    expect(result.err).toContain('Usage: aws-mfa');
    expect(result.out).toBe('');
  });
});

describe('lines that cannot be used', () => {
  it.each([
    ['login --tokn=123456', 'There is no option --tokn. | Did you mean --token?'],
    ['login --tokn 123456', 'There is no option --tokn. | Did you mean --token?'],
    ['login --tokn123456', 'There is no such option.'],
    ['login -t123456', 'There is no such option.'],
    ['login -t 123456', 'There is no option -t.'],
    ['login --123456', 'There is no such option.'],
    ['login -123456', 'words on the command line'],
    ['login 123456', 'words on the command line that belong to no option. | …--token'],
    ['login 123 456', 'words on the command line'],
    ['login --token 123 456', 'words on the command line'],
    ['login -- 123456', 'words on the command line'],
    ['login --force=123456', '--force takes no value. | For example: `aws-mfa login --force`'],
    ['login --no-input=123456', '--no-input takes no value.'],
    ['login --debug=123456', '--debug takes no value.'],
    ['login --token', 'The option --token lacks its value.'],
    ['login --profile', 'The option --profile lacks its value.'],
    ['--profile', 'The option --profile lacks its value.'],
    ['--token 123456', '--token goes behind the command. | For example: `aws-mfa login --token`'],
    ['--token=123456 login', '--token goes behind the command.'],
    ['--json login', '--json goes behind the command. | For example: `aws-mfa login --json`'],
    ['--json status', '--json goes behind the command. | For example: `aws-mfa status --json`'],
    ['login --version', '--version stands by itself. | Type `aws-mfa --version`'],
    ['login --help=1', '--help stands by itself.'],
    ['help jbswydpehpkabcd2', 'There is no such command.'],
    ['help help', 'There is no command "help". | See `aws-mfa --help`'],
    ['s3 ls', 'There is no command "s3".'],
    ['login --mfa-serial x', 'There is no option --mfa-serial. | Did you mean --serial-number'],
    ['status --mfa-serial x', 'There is no option --mfa-serial. | See'],
    ['constructor', 'There is no command "constructor". | See'],
    ['login --token-code 123456', 'There is no option --token-code. | Did you mean --token'],
    ['123456', 'There is no such command.'],
    ['123456 login', 'There is no such command.'],
    [
      'help 123456',
      'There is no such command. | A code goes to `aws-mfa login`; all commands: `aws-mfa --help`',
    ],
    ['help logn', 'There is no command "logn". | Did you mean login?'],
    ['--profile work help logn', 'There is no command "logn". | Did you mean login?'],
    ['hlep', 'There is no command "hlep". | Did you mean help?'],
    ['version', 'There is no command "version". | Did you mean --version?'],
    ['comp', 'There is no command "comp". | Did you mean completion?'],
    ['login help', 'The help of a command is an option. | Type `aws-mfa login --help`'],
    ['setup help 123456', 'The help of a command is an option. | Type `aws-mfa setup --help`'],
    ['setup 123456', 'words on the command line that belong to no option. | See `aws-mfa setup --help`'],
    [
      'export 123456',
      'There are words on the command line that belong to no option. | A code goes behind --token; see `aws-mfa export --help`',
    ],
    ['status --frobnicate', 'There is no option --frobnicate. | See `aws-mfa status --help`'],
    ['status --hlp', 'There is no option --hlp. | Did you mean --help?'],
    ['login --dur', 'There is no option --dur. | Did you mean --duration?'],
    ['--versoin', 'There is no option --versoin. | Did you mean --version?'],
    ['completion', 'A word is missing behind the command: <shell>. | See `aws-mfa completion --help`'],
    ['completion 123456', 'aws-mfa has no completion script for that shell. | Use one of bash, zsh, fish.'],
    [
      'completion bash 123456',
      'words on the command line that belong to no option. | See `aws-mfa completion',
    ],
    ['logn 123456', 'There is no command "logn". | Did you mean login?'],
    ['logn', 'There is no command "logn". | Did you mean login?'],
    ['statsu', 'There is no command "statsu". | Did you mean status?'],
    ['logut', 'There is no command "logut". | Did you mean logout…'],
    ['status 1 123456', 'words on the command line'],
    ['logout --check', 'aws-mfa logout` has no option --check. | For example: `aws-mfa status --check`'],
    ['frobnicate', 'There is no command "frobnicate". | See `aws-mfa --help`'],
  ])('%s', async (line, expected) => {
    const result = await run(...line.split(' '));
    expect(result.error).toMatch(words(expected));
    expect(result.error).toMatch(/^usage: /);
    expect(JSON.stringify(result)).not.toMatch(/123|456/);
    expect(result).toMatchObject({ options: undefined, out: '' });
  });

  it.each([
    [['login', '--tokn=abc 123456'], 'There is no option --tokn.'],
    [['login', "--x1'tokn=123456"], 'There is no such option.'],
    [['login', '--token 123456'], '--token and its value are two words.'],
    [['abc 123456'], 'There is no'],
    [["1'abcdef=x"], 'There is no such command.'],
  ])('quotes and blanks in a word: %j', async (args, expected) => {
    const { error } = await run(...args);
    expect(error).toContain(expected);
    expect(error).not.toMatch(/123456|abcdef/);
  });
});
