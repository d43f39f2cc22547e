/** The error that a call is expected to end with; anything else fails the test. */
import { AwsMfaError } from '../../src/errors.ts';

export function thrownBy(call: () => unknown): AwsMfaError {
  try {
    call();
  } catch (error) {
    if (error instanceof AwsMfaError) return error;
    throw error;
  }
  throw new Error('Nothing was thrown.');
}

export async function rejectedBy(promise: Promise<unknown>): Promise<AwsMfaError> {
  const outcome = await promise.then(
    () => new Error('Nothing was thrown.'),
    (error: unknown) => error,
  );
  if (outcome instanceof AwsMfaError) return outcome;
  throw outcome;
}

/** An error in one line for tables: `configuration: what happened | the remedy`. */
export function told({ kind, message, hint }: AwsMfaError): string {
  return `${kind}: ${message} | ${hint ?? ''}`;
}

/** A pattern for such a line, in which `…` stands for whatever is not worth repeating in a table. */
export function words(expected: string): RegExp {
  const escaped = expected.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(escaped.join('[^]*'));
}
