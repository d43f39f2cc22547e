/** What becomes a finding, and what ends the doctor itself. */
import { describe, expect, it } from 'vitest';
import { attempt, faultOf } from '../../../../src/commands/doctor/profiles.ts';
import { AwsMfaError, type ErrorCode } from '../../../../src/errors.ts';

const failing = (error: unknown) => () => {
  throw error;
};

describe('attempt', () => {
  it('has the value', () => {
    expect(attempt(() => 7)).toEqual({ value: 7 });
  });

  it.each<ErrorCode>(['no_device', 'access_denied', 'no_answer'])('has the error %s', (code) => {
    const error = new AwsMfaError(code, 'what');
    expect(attempt(failing(error))).toEqual({ error });
    expect(faultOf(error)).toBe(error);
  });

  it.each<ErrorCode>(['invalid_usage', 'cancelled', 'hangup', 'terminated'])(
    'lets through the error %s, which no set-up is to blame for',
    (code) => {
      const error = new AwsMfaError(code, 'what');
      expect(() => attempt(failing(error))).toThrow(error);
    },
  );

  it('lets through a mistake of the program', () => {
    const error = new TypeError('x');
    expect(() => attempt(failing(error))).toThrow(error);
    expect(() => faultOf(error)).toThrow(error);
  });
});
