/** Values together with where they came from: an option, a variable, or a key in one of the two shared files. */

/** Which of the two shared files. */
export type SharedFileKind = 'credentials' | 'config';

/** Where a value came from, so that prompts, errors and `--debug` can say so. */
export interface Source {
  /** In the person's words: `--region`, `AWS_REGION`, `mfa_serial of [work]`. */
  from: string;
  /** The file, where the value stands in one: `[default]` may be in either. */
  file?: SharedFileKind;
}

/** A value together with where it came from. */
export interface Sourced<T> extends Source {
  value: T;
}

/** `mfa_serial of [work] in ~/.aws/config` */
export function wholeSource({ from, file }: Source, paths: Readonly<Record<SharedFileKind, string>>): string {
  return file ? `${from} in ${paths[file]}` : from;
}

/** The first of several candidates that was given at all. */
export function firstGiven<T>(...candidates: (Sourced<T> | undefined)[]): Sourced<T> | undefined {
  return candidates.find((candidate) => candidate !== undefined);
}

/** A value with its source, or nothing where there is no value. */
export function sourced<T>(value: T | undefined, from: string): Sourced<T> | undefined {
  return value === undefined ? undefined : { value, from };
}
