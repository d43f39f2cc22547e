/** What was typed and what the environment says, made into one request: who wins, and what is refused. */
import { describe, expect, it } from 'vitest';
import { readEnvironment, type Variables } from '../../../src/environment.ts';
import { checkedCode, type CodeSource } from '../../../src/login/code-source.ts';
import { type LoginOptions, readLoginRequest } from '../../../src/login/login-request.ts';
import { thrownBy, told, words } from '../../support/thrown-by.ts';
import { sourceOf } from '../../support/source-of.ts';

const read = (options: LoginOptions, variables: Variables = {}) =>
  readLoginRequest(options, readEnvironment(variables));

describe('nothing given', () => {
  it('survives as nothing', () => {
    expect(read({})).toEqual({
      code: { kind: 'ask' },
      mayAsk: true,
      writesSession: true,
      wantsNew: false,
      defaults: { minRemaining: 3600 },
      debug: false,
    });
  });
});

describe('where the code comes from', () => {
  const given = (from: string, retry: boolean): CodeSource => ({
    kind: 'given',
    code: { value: '123456', source: sourceOf(from) },
    retry,
  });
  it.each<[options: LoginOptions, variables: Variables, code: CodeSource]>([
    [{ token: '123456' }, {}, given('--token', false)],
    [{ token: '123 456' }, { AWS_MFA_TOKEN: '654321' }, given('--token', false)],
    [{ token: '123456', input: false }, { CI: 'true' }, given('--token', false)],
    [{ token: '-' }, { AWS_MFA_TOKEN: '654321' }, { kind: 'stdin' }],
    [{ token: '-', input: false }, { CI: 'true' }, { kind: 'stdin' }],
    [{}, { AWS_MFA_TOKEN: '123456' }, given('AWS_MFA_TOKEN', true)],
    [{ input: true }, { AWS_MFA_TOKEN: '123456' }, given('AWS_MFA_TOKEN', true)],
    [{ input: false }, { AWS_MFA_TOKEN: '123456' }, given('AWS_MFA_TOKEN', false)],
    [{}, { AWS_MFA_TOKEN: '123456', CI: '1' }, given('AWS_MFA_TOKEN', false)],
    [{}, { AWS_MFA_TOKEN: '' }, { kind: 'ask' }],
    [{ input: true }, {}, { kind: 'ask' }],
    [{}, { CI: 'false' }, { kind: 'ask' }],
    [{ input: false }, {}, { kind: 'nobody', why: '--no-input is set' }],
    [{ input: false }, { CI: '1' }, { kind: 'nobody', why: '--no-input is set' }],
    [{}, { CI: '1' }, { kind: 'nobody', why: 'CI is set' }],
  ])('%j and %j', (options, variables, code) => {
    expect(read(options, variables).code).toEqual(code);
  });

  it('in any form that can be read', () => {
    const token = '１２３-４５６';
    expect(read({ token }).code).toEqual(given('--token', false));
    expect(read({}, { AWS_MFA_TOKEN: token }).code).toEqual(given('AWS_MFA_TOKEN', true));
  });

  const BAD = ['', '12345', '1234567', '12345a', '--json', '--', '12-456'];
  const problem = (text: string) =>
    /[a-z]/.test(text)
      ? 'contains characters other than digits'
      : /\d/.test(text)
        ? `has ${text.replace('-', '').length} digits instead of 6`
        : 'is empty';
  it.each([
    ...BAD.map((text) => ['--token', text, { token: text }, {}] as const),
    ...BAD.filter(Boolean).map((text) => ['AWS_MFA_TOKEN', text, {}, { AWS_MFA_TOKEN: text }] as const),
  ])('%s "%s" is refused and not repeated', (from, text, options, variables) => {
    const error = told(thrownBy(() => read(options, variables)));
    expect(error).toMatch(words(`usage: The code from ${from} ${problem(text)}. | …123456`));
    // `12345` is a part of the example in the remedy.
    if (text && text !== '12345' && text !== '--') expect(error).not.toContain(text);
  });

  it('a typed code loses its blanks', () => {
    expect(checkedCode('123 456\n', 'The prompt')).toBe('123456');
  });
});

describe('how long a stored session must still last', () => {
  it.each<[options: LoginOptions, variables: Variables, minRemaining: number | undefined, wantsNew: boolean]>(
    [
      [{}, { AWS_MFA_TOKEN: '123456' }, undefined, false],
      [{ token: '123456' }, {}, undefined, true],
      [{ token: '-' }, {}, undefined, true],
      [{ tokenCommand: 'op' }, {}, undefined, false],
      [{ duration: '12h' }, {}, undefined, true],
      [{ force: true }, {}, undefined, true],
      [{ force: false }, {}, undefined, false],
      [{ minRemaining: '2h' }, {}, 7200, false],
      [{ minRemaining: '0' }, {}, 0, false],
      [{ duration: '12h', minRemaining: '2h' }, {}, 7200, true],
      [{ force: true, minRemaining: '30m' }, {}, 1800, true],
    ],
  )('%j and %j: %s, new: %s', (options, variables, minRemaining, wantsNew) => {
    expect(read(options, variables)).toMatchObject({ minRemaining, wantsNew });
  });
});

describe('values', () => {
  it('flags are known by their names', () => {
    const options = { profile: 'a', mfaProfile: 'b', serialNumber: 'c', region: 'd', duration: '12h' };
    expect(read(options, { AWS_PROFILE: 'x', AWS_REGION: 'y', AWS_MFA_SERIAL: 'z' })).toMatchObject({
      profile: { value: 'a', source: sourceOf('--profile') },
      mfaProfile: 'b',
      serialNumber: { value: 'c', source: sourceOf('--serial-number') },
      region: { value: 'd', source: sourceOf('--region') },
      duration: { value: 43_200, source: sourceOf('--duration') },
    });
  });

  it('a role, as it was typed; it is checked once the profiles are known', () => {
    expect(read({ roleArn: 'a', roleSessionName: 'n', externalId: 'i' })).toMatchObject({
      roleArn: { value: 'a', source: sourceOf('--role-arn') },
      roleSessionName: { value: 'n', source: sourceOf('--role-session-name') },
      externalId: { value: 'i', source: sourceOf('--external-id') },
    });
  });

  it('a command that asks nobody says why, whatever else does', () => {
    const request = readLoginRequest({ input: false }, readEnvironment({ CI: '1' }), {
      minRemaining: 0,
      whyNobody: 'it is silent',
    });
    expect(request).toMatchObject({ code: { kind: 'nobody', why: 'it is silent' }, mayAsk: false });
  });

  it.each([
    [{}, {}, true],
    [{ input: false }, {}, false],
    [{}, { CI: '1' }, false],
    [{ token: '123456' }, {}, true],
  ])('whether somebody may be asked: %j, %j', (options, variables, mayAsk) => {
    expect(read(options, variables).mayAsk).toBe(mayAsk);
  });

  it('--no-write keeps nothing', () => {
    expect(read({ write: false }).writesSession).toBe(false);
  });

  it('the profile may come from the environment; the rest is weighed elsewhere', () => {
    expect(read({}, { AWS_PROFILE: 'x', AWS_REGION: 'y', AWS_MFA_SERIAL: 'z' })).toEqual({
      profile: { value: 'x', source: sourceOf('AWS_PROFILE') },
      code: { kind: 'ask' },
      mayAsk: true,
      writesSession: true,
      wantsNew: false,
      defaults: { minRemaining: 3600 },
      debug: false,
    });
  });

  it.each<[options: LoginOptions, expected: string]>([
    ...['899', '129601', '0', '5m', '1d13h'].map((duration): [LoginOptions, string] => [
      { duration },
      'usage: --duration must be 900 to 129600 seconds (15m to 36h).…--duration 12h',
    ]),
    ...['-1', '12x', '1e3', '8hours', '5h30', '30m5h', ''].map((duration): [LoginOptions, string] => [
      { duration },
      'usage: --duration must be a duration such as 43200, 12h, 90m or 5h30m.…--duration 12h',
    ]),
    ...['-1', 'x', ''].map((minRemaining): [LoginOptions, string] => [
      { minRemaining },
      'usage: --min-remaining must be a duration such as 3600, 2h, 90m or 1h30m.',
    ]),
    [{ profile: '' }, 'usage: --profile is empty.'],
    [{ region: '' }, 'usage: --region is empty.'],
    [{ serialNumber: '' }, 'usage: --serial-number is empty.'],
  ])('%j is refused', (options, expected) => {
    expect(told(thrownBy(() => read(options)))).toMatch(words(expected));
  });
});
