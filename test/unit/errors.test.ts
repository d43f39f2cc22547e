/** Every kind of failure and its exit code, which scripts rely on. */
import { expect, it } from 'vitest';
import { AwsMfaError, exitCode, type ErrorKind } from '../../src/errors.ts';

const CODES: Record<ErrorKind, number> = {
  hangup: 129,
  quit: 131,
  cancelled: 130,
  terminated: 143,
  usage: 252,
  configuration: 253,
  refused: 254,
  unreachable: 255,
};

it.each(Object.entries(CODES) as [ErrorKind, number][])('%s exits with %i', (kind, code) => {
  expect(exitCode(kind)).toBe(code);
});

it('an error has its code and kind, its message, its hint and what lies underneath', () => {
  const cause = new Error('underneath');
  const error = new AwsMfaError('invalid_usage', 'what', 'hint', cause);
  expect(error).toMatchObject({
    name: 'AwsMfaError',
    code: 'invalid_usage',
    kind: 'usage',
    message: 'what',
    hint: 'hint',
    cause,
  });
});
