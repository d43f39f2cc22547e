/** A command that prints the code: where it comes in the order, and what is said of it: never what it printed. */
import { describe, expect, it } from 'vitest';
import { readEnvironment } from '../../../src/environment.ts';
import {
  checkCodeCommand,
  codeOfCommand,
  codeSource,
  type CodeSource,
  withCodeCommand,
} from '../../../src/login/code-source.ts';
import type { Sourced } from '../../../src/source.ts';
import type { CommandEnd } from '../../../src/system/processes/run-command.ts';
import { thrownBy, told, words } from '../../support/thrown-by.ts';
import { sourceOf } from '../../support/source-of.ts';

const COMMAND = { value: 'ykman oath', source: sourceOf('mfa_process of [default]') };
const FLAG: CodeSource = { kind: 'command', command: { value: 'op', source: sourceOf('--token-command') } };
const GIVEN: CodeSource = {
  kind: 'given',
  code: { value: '123456', source: sourceOf('--token') },
  retry: false,
};
const free = readEnvironment({});
const nested = readEnvironment({ AWS_MFA_NESTED: '1' });

describe('codeSource', () => {
  it('a command comes ahead of the environment, and of nobody', () => {
    const options = { tokenCommand: 'op', input: false };
    expect(codeSource(options, readEnvironment({ AWS_MFA_TOKEN: '654321' }), 'CI is set')).toEqual(FLAG);
  });

  it.each(['', '  '])('an empty command is none: %j', (tokenCommand) => {
    const error = told(thrownBy(() => codeSource({ tokenCommand }, free, undefined)));
    expect(error).toMatch(words('usage: --token-command is empty.'));
  });

  it.each(['123456', '-'])('--token %s beside it is one too many', (token) => {
    const error = told(thrownBy(() => codeSource({ token, tokenCommand: 'op' }, free, undefined)));
    expect(error).toMatch(words('usage: --token and --token-command cannot be combined.'));
  });
});

describe('withCodeCommand', () => {
  it.each<[source: CodeSource, expected: CodeSource]>([
    [{ kind: 'ask' }, { kind: 'command', command: COMMAND }],
    [
      { kind: 'nobody', why: 'CI is set' },
      { kind: 'command', command: COMMAND },
    ],
    [GIVEN, GIVEN],
    [{ kind: 'stdin' }, { kind: 'stdin' }],
    [FLAG, FLAG],
  ])('%j becomes %j', (source, expected) => {
    expect(withCodeCommand(source, COMMAND)).toEqual(expected);
    expect(withCodeCommand(source, undefined)).toEqual(source);
  });
});

describe('checkCodeCommand', () => {
  const own: CodeSource = { kind: 'command', command: COMMAND };

  it('a command inside a command of ours is a loop; all else is none', () => {
    const error = (source: CodeSource) => told(thrownBy(() => checkCodeCommand(source, nested)));
    expect(error(own)).toMatch(
      words(
        'configuration: The command in mfa_process of [default] (ykman …) runs aws-mfa, which would run it again.',
      ),
    );
    expect(error(FLAG)).toMatch(words('configuration: A command that aws-mfa runs has started aws-mfa'));
    [GIVEN, { kind: 'ask' } as const].forEach((source) => checkCodeCommand(source, nested));
    [own, FLAG].forEach((source) => checkCodeCommand(source, free));
  });
});

const SECRET = { value: ' oathtool -b --totp JBSWY3DPEHPK3PXP', source: sourceOf('--token-command') };
const printed = (text: string, code = 0): CommandEnd => ({ kind: 'exited', code, printed: text });
const checkCommand = (command: Sourced<string>) => checkCodeCommand({ kind: 'command', command }, free);
const error = (end: CommandEnd) => told(thrownBy(() => codeOfCommand(end, SECRET)));

describe('codeOfCommand', () => {
  it.each([['123456\n'], ['123 456'], ['\n 123456 \r\nvalid for 12 s\n'], ['123456\n\n']])(
    'takes %j',
    (text) => {
      expect(codeOfCommand(printed(text), SECRET)).toBe('123456');
    },
  );

  it.each<[end: CommandEnd, expected: string]>([
    [
      printed('123456\n', 2),
      'configuration: The command in --token-command (oathtool …) failed with exit code 2. | Run it in your shell to see what is wrong.',
    ],
    [
      printed('', 127),
      'configuration: The command in --token-command (oathtool …) was not found by the shell (exit code 127). | Run it in your shell to see what is wrong.',
    ],
    [{ kind: 'killed', by: 'SIGKILL' }, 'configuration: …was killed by SIGKILL.'],
    [{ kind: 'late' }, 'configuration: …did not finish within a minute and was stopped.'],
    [{ kind: 'unstarted' }, 'configuration: …could not be started.'],
    [printed(''), 'usage: …printed nothing. | It must print the six digits'],
    [printed(' \n'), 'usage: …printed nothing.'],
    [printed('your code:\n123456\n'), 'usage: …did not print a code in its first line.'],
    [printed('1234567'), 'usage: …did not print a code'],
  ])('%j', (end, expected) => {
    expect(error(end)).toMatch(words(expected));
  });

  it('repeats neither what was printed nor what stands behind the name of the program', () => {
    for (const end of [printed('sesame 123456', 1), printed('sesame')]) {
      expect(error(end)).not.toMatch(/sesame|123456|JBSWY/);
    }
  });
});

it.each([
  ['BW_SESSION=sesame bw get totp AWS', 'The command in --token-command printed nothing.'],
  ['123456', 'The command in --token-command printed nothing.'],
  ["'sesame' x", 'The command in --token-command printed nothing.'],
  ['SESAMESESAME2345', 'The command in --token-command printed nothing.'],
  [' sesa mese same 2345', 'The command in --token-command printed nothing.'],
  ['~/bin/code --seed sesame', 'The command in --token-command (~/bin/code …) printed nothing.'],
])('%s is named without anything that may be secret', (value, expected) => {
  const error = told(
    thrownBy(() => codeOfCommand(printed(''), { value, source: sourceOf('--token-command') })),
  );
  expect(error).toContain(expected);
  expect(error).not.toMatch(/sesa|2345/i);
});

it.each([
  '123456',
  ' 123 456',
  'JBSWY3DPEHPK3PXP',
  'jbsw y3dp ehpk 3pxp',
  'JBSWYTDPEHPK3PXP',
  '"JBSWY3DPEHPK3PXP"',
  "'123456'",
  'JBSW-Y3DP-EHPK-3PXP',
  'otpauth://totp/AWS:alice?secret=JBSWY3DPEHPK3PXP',
  'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PX=',
])('%s in the place of a command is refused, and not repeated', (value) => {
  const check = (from: string) => told(thrownBy(() => checkCommand({ value, source: sourceOf(from) })));
  const what = 'must be a command that prints the code, not a code or the seed of one.';
  expect(check('--token-command')).toContain(`usage: --token-command ${what}`);
  expect(check('mfa_process of [a]')).toContain(`configuration: mfa_process of [a] ${what}`);
  expect(check('--token-command').toLowerCase()).not.toMatch(/jbsw|3pxp|123/);
});

it.each([
  'pass',
  'pass otp aws',
  'pass show totp work',
  'generateauthcode',
  'pass show aws2 otp',
  'mfatokengenerator2',
  'AWSMFATOKENHELPER',
  '12345',
  'code 123456',
  'op2 get',
])('%s is a command', (value) => {
  expect(() => checkCommand({ value, source: sourceOf('--token-command') })).not.toThrow();
});
