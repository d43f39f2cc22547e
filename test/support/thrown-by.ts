/** Returns the error that a call throws; anything else fails the test. */
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

/** A function that fails. */
export function throwing(error: Error): () => never {
  return () => {
    throw error;
  };
}

/** An error as one line for tables: `configuration: message | hint`. */
export function told({ kind, message, hint }: AwsMfaError): string {
  return `${kind}: ${message} | ${hint ?? ''}`;
}

/** A pattern for such a line, in which `…` matches anything. */
export function words(expected: string): RegExp {
  const escaped = expected.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(escaped.join('[^]*'));
}
