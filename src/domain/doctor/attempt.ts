/** A function of the login's, called for what it gives or for the error that a login would end with. */
import { AwsMfaError } from '../../errors.ts';

export type Attempt<T> = { value: T; error?: undefined } | { value?: undefined; error: AwsMfaError };

/** @throws whatever is no fault of the set-up: a mistake on the command line, or of this program */
export function attempt<T>(call: () => T): Attempt<T> {
  try {
    return { value: call() };
  } catch (error) {
    return { error: faultOf(error) };
  }
}

/** The error as a finding can tell it. @throws the error itself, as {@link attempt} does */
export function faultOf(error: unknown): AwsMfaError {
  if (error instanceof AwsMfaError && FAULTS.includes(error.kind)) return error;
  throw error;
}

const FAULTS: readonly string[] = ['configuration', 'refused', 'unreachable'];
