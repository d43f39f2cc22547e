/** Findings for people and for programs. */
import { describe, expect, it } from 'vitest';
import {
  notChecked,
  ok,
  skipped,
  problem,
  warning,
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
    expect(lines(findings, 10_000)).toEqual([
      ['ok', 'a: one, three', undefined],
      ['ok', 'b: two', undefined],
      ['skipped', 'a: four', undefined],
    ]);
  });

  it('has one reason for all that could not be checked', () => {
    const findings = [...notChecked('it rains', 'clock', 'keys'), ...notChecked('it snows', 'session')];
    expect(lines(findings, 10_000)).toEqual([
      ['skipped', 'not checked, for it rains: the clock, whose keys they are', undefined],
      ['skipped', 'not checked, for it snows: the session', undefined],
    ]);
  });

  it('says the same once', () => {
    const findings = [
      skipped('config-file', 'a', 'not there'),
      skipped('config-text', 'a', 'not there'),
      warning('config-privacy', 'open', 'close it'),
      warning('credentials-privacy', 'open', 'close it'),
    ];
    expect(lines(findings, 10_000)).toEqual([
      ['skipped', 'a: not there', undefined],
      ['warning', 'open', 'close it'],
    ]);
  });

  it('has a line for each thing that is amiss, broken where the terminal is narrow', () => {
    const findings = [
      problem('base', { message: 'one two three', hint: 'do `this or that`' }),
      problem('base', { message: 'four' }),
    ];
    expect(lines(findings, 15)).toEqual([
      ['error', 'one two three', 'do\n`this or that`'],
      ['error', 'four', undefined],
    ]);
    expect(lines(findings, 14)[0]?.[1]).toBe('one two\nthree');
  });
});

describe('findingJson', () => {
  it.each([
    [
      ok('clock', 'STS in us-east-1', 'they agree'),
      { id: 'clock', status: 'ok', message: 'STS in us-east-1: they agree', remedy: null },
    ],
    [
      skipped('session', 'session in [mfa]', 'none yet: `aws-mfa login`'),
      {
        id: 'session',
        status: 'skipped',
        message: 'session in [mfa]: none yet: aws-mfa login',
        remedy: null,
      },
    ],
    [
      warning('node', 'old `node`', 'run `it`'),
      { id: 'node', status: 'warning', message: 'old node', remedy: 'run it' },
    ],
    [problem('node', { message: 'old' }), { id: 'node', status: 'error', message: 'old', remedy: null }],
  ])('%j', (finding, expected) => {
    expect(findingJson(finding)).toEqual(expected);
  });
});
