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

it('an error has its kind, its message, its remedy and what lies underneath', () => {
  const cause = new Error('underneath');
  const error = new AwsMfaError('usage', 'what', 'remedy', cause);
  expect(error).toMatchObject({
    name: 'AwsMfaError',
    kind: 'usage',
    message: 'what',
    remedy: 'remedy',
    cause,
  });
});
