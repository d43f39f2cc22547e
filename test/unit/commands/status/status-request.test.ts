/** What was typed behind `status`. */
import { describe, expect, it } from 'vitest';
import { readEnvironment } from '../../../../src/environment.ts';
import { readStatusRequest, type StatusOptions } from '../../../../src/commands/status/status-request.ts';
import { thrownBy, told, words } from '../../../support/thrown-by.ts';
import { sourceOf } from '../../../support/source-of.ts';

const ENV = readEnvironment({ AWS_PROFILE: 'work' });
const BY_ENV = { value: 'work', source: sourceOf('AWS_PROFILE') };
const BY_WORD = { value: 'mfa', source: sourceOf('the command line') };
const BY_FLAG = { value: 'mfa', source: sourceOf('--profile') };

it.each<[word: string | undefined, options: StatusOptions, expected: object]>([
  [undefined, {}, { kind: 'list', json: false }],
  [undefined, { json: true }, { kind: 'list', json: true }],
  ['mfa', {}, { kind: 'one', named: BY_WORD, json: false }],
  [undefined, { profile: 'mfa', json: true }, { kind: 'one', named: BY_FLAG, json: true }],
  // The list is of all sessions; whether one lasts is asked of the one that is selected.
  [undefined, { check: true }, { kind: 'check', named: BY_ENV, minRemaining: 0 }],
  ['mfa', { check: true }, { kind: 'check', named: BY_WORD, minRemaining: 0 }],
  ['mfa', { check: true, minRemaining: '30m' }, { kind: 'check', named: BY_WORD, minRemaining: 1800 }],
  ['mfa', { check: true, minRemaining: '0' }, { kind: 'check', named: BY_WORD, minRemaining: 0 }],
  // Longer than any session: a question all the same, with a plain answer.
  ['mfa', { check: true, minRemaining: '9d' }, { kind: 'check', named: BY_WORD, minRemaining: 777_600 }],
])('%j %j', (word, options, expected) => {
  expect(readStatusRequest(word, options, ENV)).toEqual(expected);
});

it('--check without any name is about what a login would renew', () => {
  const request = readStatusRequest(undefined, { check: true }, readEnvironment({}));
  expect(request).toEqual({ kind: 'check', named: undefined, minRemaining: 0 });
});

describe('is refused', () => {
  it.each<[options: StatusOptions, expected: string]>([
    [{ minRemaining: '1h' }, '--min-remaining goes with --check…status --check'],
    [{ minRemaining: '1h', json: true }, '--min-remaining goes with --check'],
    [{ check: true, json: true }, '--check prints nothing, and --json prints.…one of the two'],
    [{ check: true, minRemaining: '' }, '--min-remaining must be a span of time…30m'],
    [{ check: true, minRemaining: 'soon' }, '--min-remaining must be a span of time…30m'],
    [{ check: true, minRemaining: '-1' }, '--min-remaining must be a span of time'],
    [{ check: true, minRemaining: '1.5h' }, '--min-remaining must be a span of time'],
    [{ profile: '' }, 'The name of the profile is empty'],
  ])('%j', (options, expected) => {
    expect(told(thrownBy(() => readStatusRequest(undefined, options, ENV)))).toMatch(
      words(`usage: ${expected}`),
    );
  });
});
