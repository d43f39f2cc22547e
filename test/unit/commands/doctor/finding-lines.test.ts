/** Findings for people and for programs. */
import { describe, expect, it } from 'vitest';
import {
  CHECKS,
  notChecked,
  ok,
  skipped,
  problem,
  warning,
  complete,
  findingJson,
  findingLines,
} from '../../../../src/commands/doctor/finding.ts';

const lines = (...of: Parameters<typeof findingLines>) =>
  findingLines(...of).map(({ status, text, remedy }) => [status, text, remedy]);

describe('findingLines', () => {
  it('has all that is well of one subject on one line, where the first of it stands', () => {
    const findings = [
      ok('credentials-file', 'a', 'one'),
      ok('base', 'b', 'two'),
      ok('credentials-text', 'a', 'three'),
      skipped('clock', 'a', 'four'),
    ];
    expect(lines(findings)).toEqual([
      ['ok', 'a: one, three', undefined],
      ['ok', 'b: two', undefined],
      ['skipped', 'a: four', undefined],
    ]);
  });

  it('has one line for all that was not checked', () => {
    const findings = [notChecked('clock'), notChecked('keys', 'it rains')];
    expect(lines(findings)).toEqual([
      ['skipped', 'not checked: the clock, whose access key it is (it rains)', undefined],
    ]);
  });

  it('says the same once', () => {
    const findings = [
      skipped('config-file', 'a', 'does not exist'),
      skipped('config-text', 'a', 'does not exist'),
      warning('config-privacy', { message: 'open', hint: 'close it' }),
      warning('credentials-privacy', { message: 'open', hint: 'close it' }),
    ];
    expect(lines(findings)).toEqual([
      ['skipped', 'a: does not exist', undefined],
      ['warning', 'open', 'close it'],
    ]);
  });

  it('has a line for each problem', () => {
    const findings = [
      problem('base', { message: 'one', hint: 'do `this or that`' }),
      problem('base', { message: 'two' }),
    ];
    expect(lines(findings)).toEqual([
      ['error', 'one', 'do `this or that`'],
      ['error', 'two', undefined],
    ]);
  });
});

it('complete: a word on every check', () => {
  const ids = complete([ok('clock', 'a', 'b'), ok('clock', 'a', 'c')]).map(({ id }) => id);
  expect(ids.filter((id) => id === 'clock')).toHaveLength(2);
  expect(new Set(ids)).toEqual(new Set(Object.keys(CHECKS)));
});

describe('findingJson', () => {
  it.each([
    [
      ok('clock', 'STS in us-east-1', 'they agree'),
      { id: 'clock', status: 'ok', message: 'STS in us-east-1: they agree', remedy: null },
    ],
    [
      skipped('session', 'session in [mfa]', 'none yet; to log in: `aws-mfa login`'),
      {
        id: 'session',
        status: 'skipped',
        message: 'session in [mfa]: none yet; to log in: aws-mfa login',
        remedy: null,
      },
    ],
    [
      warning('node', { message: 'old `node`', hint: 'run `it`' }),
      { id: 'node', status: 'warning', message: 'old node', remedy: 'run it' },
    ],
    [problem('node', { message: 'old' }), { id: 'node', status: 'error', message: 'old', remedy: null }],
  ])('%j', (finding, expected) => {
    expect(findingJson(finding)).toEqual(expected);
  });
});
