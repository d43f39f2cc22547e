/** The errors of calls that need no code: none of them mentions a code. */
import { expect, it } from 'vitest';
import { explainFailure } from '../../../src/aws/network-messages.ts';
import { explainRefusal } from '../../../src/aws/refusal-messages.ts';
import { told, words } from '../../support/thrown-by.ts';

const CALL = {
  base: 'work',
  process: undefined,
  keys: { accessKeyId: 'AKIAWXYZ' },
  endpoint: 'STS in us-east-1',
};
const NOW = new Date('2026-11-23T12:00:00Z');

it.each([
  ['InvalidClientTokenId', '', 403, 'refused: AWS does not recognize the access key …WXYZ of "work"'],
  ['SignatureDoesNotMatch', 'does not match', 403, 'refused: The secret access key of "work"'],
  [
    'SignatureDoesNotMatch',
    'Signature expired: a',
    403,
    "refused: This machine's clock is wrong. Correcting the time of the request did not help.…Set the clock",
  ],
  ['AccessDenied', 'no', 403, 'refused: STS in us-east-1 denied access: no.'],
  ['Throttling', '', 400, 'unreachable: STS in us-east-1 gave no usable answer (HTTP 400, Throttling).'],
  ['UnknownError', '', 502, 'unreachable: STS in us-east-1 gave no usable answer (HTTP 502'],
  ['UnknownError', '', 302, 'unreachable: STS in us-east-1 gave no usable answer (HTTP 302'],
])('%s %j %i', (code, message, status, expected) => {
  const refusal = { code, message, status, serverDate: undefined };
  const line = told(explainRefusal(refusal, CALL, NOW));
  expect(line).toMatch(words(expected));
  expect(line).not.toMatch(/new code|spent/);
});

it.each([
  ['InvalidClientTokenId', '', 'unknown_key'],
  ['SignatureDoesNotMatch', '', 'wrong_secret'],
  ['ExpiredToken', '', 'temporary_keys'],
  ['SignatureDoesNotMatch', 'Signature expired: a', 'clock_off'],
  ['AccessDenied', 'no', 'access_denied'],
  ['RegionDisabledException', '', 'region_disabled'],
  ['Throttling', '', 'unusable_answer'],
])('%s %j: %s', (awsCode, message, code) => {
  const refusal = { code: awsCode, message, status: 403, serverDate: undefined };
  expect(explainRefusal(refusal, CALL, NOW).code).toBe(code);
});

it.each([
  ['Error', 'STS in us-east-1 sent an answer that cannot be read (Error).'],
  ['SyntaxError', 'STS in us-east-1 sent an answer that cannot be read (SyntaxError).'],
  ['ECONNRESET', 'STS in us-east-1 closed the connection (ECONNRESET).'],
  ['TimeoutError', 'STS in us-east-1 did not answer in time (TimeoutError).'],
])('a server that was reached is not said to be out of reach: %s', (reason, expected) => {
  const error = explainFailure({ reason, sent: true, cause: undefined }, 'STS in us-east-1', {});
  expect(told(error)).toMatch(words(`unreachable: ${expected} | …check the endpoint`));
});

it('a failure names where it went, and keeps its cause', () => {
  const cause = new Error('underneath');
  const failure = { reason: 'ECONNREFUSED', sent: false, cause };
  const error = explainFailure(failure, 'STS in us-east-1', {});
  expect(told(error)).toMatch(words('unreachable: STS in us-east-1 could not be reached (ECONNREFUSED).'));
  expect(told(error)).not.toContain('code');
  expect(error.cause).toBe(cause);
});
