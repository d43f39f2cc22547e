/** A command that prints the code: where it stands in the order, and that it is no way round in a circle. */
import { describe, expect, it } from 'vitest';
import { readEnvironment } from '../../../src/environment.ts';
import {
  checkCodeCommand,
  codeSource,
  type CodeSource,
  withCodeCommand,
} from '../../../src/login/code-source.ts';
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
    expect(error(own)).toMatch(words('configuration: The command in mfa_process of [default]'));
    expect(error(FLAG)).toMatch(words('configuration: A command that aws-mfa runs has started aws-mfa'));
    [GIVEN, { kind: 'ask' } as const].forEach((source) => checkCodeCommand(source, nested));
    [own, FLAG].forEach((source) => checkCodeCommand(source, free));
  });

  it('what is no command is none, whoever names it', () => {
    const command = { value: '123456', source: sourceOf('mfa_process of [default]') };
    const error = told(thrownBy(() => checkCodeCommand({ kind: 'command', command }, free)));
    expect(error).toMatch(words('configuration: mfa_process of [default] must be a command'));
  });
});
