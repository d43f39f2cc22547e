/** A value together with where it came from, so that prompts, errors and `--debug` can say so. */
export interface Sourced<T> {
  value: T;
  /** In the person's words: `--region`, `AWS_REGION`, `mfa_serial of [work]`. */
  from: string;
}

/** The first of several candidates that was given at all. */
export function firstGiven<T>(...candidates: (Sourced<T> | undefined)[]): Sourced<T> | undefined {
  return candidates.find((candidate) => candidate !== undefined);
}

/** A value with its source, or nothing where there is no value. */
export function sourced<T>(value: T | undefined, from: string): Sourced<T> | undefined {
  return value === undefined ? undefined : { value, from };
}
