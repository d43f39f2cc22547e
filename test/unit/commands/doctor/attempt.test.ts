/** What becomes a finding, and what ends the doctor itself. */
import { describe, expect, it } from 'vitest';
import { attempt, faultOf } from '../../../../src/commands/doctor/plan.ts';
import { AwsMfaError, type ErrorKind } from '../../../../src/errors.ts';

const failing = (error: unknown) => () => {
  throw error;
};

describe('attempt', () => {
  it('has the value', () => {
    expect(attempt(() => 7)).toEqual({ value: 7 });
  });

  it.each<ErrorKind>(['configuration', 'refused', 'unreachable'])('has an error of the kind %s', (kind) => {
    const error = new AwsMfaError(kind, 'what');
    expect(attempt(failing(error))).toEqual({ error });
    expect(faultOf(error)).toBe(error);
  });

  it.each<ErrorKind>(['usage', 'cancelled', 'hangup', 'terminated'])(
    'lets through an error of the kind %s, which no set-up is to blame for',
    (kind) => {
      const error = new AwsMfaError(kind, 'what');
      expect(() => attempt(failing(error))).toThrow(error);
    },
  );

  it('lets through a mistake of the program', () => {
    const error = new TypeError('x');
    expect(() => attempt(failing(error))).toThrow(error);
    expect(() => faultOf(error)).toThrow(error);
  });
});
