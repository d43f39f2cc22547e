/** Values together with where they came from: an option, a variable, or a key in one of the two shared files. */

/** Which of the two shared files. */
export type SharedFileKind = 'credentials' | 'config';

export type Source =
  /** An option of the command line: `--region`. */
  | { kind: 'flag'; name: string }
  /** A word of the command line that is no option. */
  | { kind: 'argument' }
  | { kind: 'stdin' }
  | { kind: 'environment'; name: string }
  /** A key of one of the shared files. `[default]` may be in either, so the file is told with it where it matters. */
  | { kind: 'setting'; key: string; header: string; file?: SharedFileKind }
  /** What a person was asked for. */
  | { kind: 'asked'; how: 'typed' | 'chosen' }
  /** What AWS knows of the keys. */
  | { kind: 'iam' }
  /** What follows from another value. */
  | { kind: 'derived'; by: 'partition' | 'device' | 'base' | 'sts' }
  | { kind: 'default' };

/** A value together with where it came from. */
export interface Sourced<T> {
  value: T;
  source: Source;
}

export const DEFAULT: Source = { kind: 'default' };

/** In the person's words, for prompts and errors: `--region`, `AWS_REGION`, `mfa_serial of [work]`. */
export function sourceName(source: Source): string {
  switch (source.kind) {
    case 'flag':
    case 'environment':
      return source.name;
    case 'argument':
      return 'the command line';
    case 'stdin':
      return '--token - (standard input)';
    case 'setting':
      return `${source.key} of [${source.header}]`;
    case 'asked':
      return source.how === 'typed' ? 'typed' : 'the choice';
    case 'iam':
      return 'found in IAM';
    case 'derived':
      return DERIVED[source.by];
    case 'default':
      return 'default';
  }
}

const DERIVED: Record<Extract<Source, { kind: 'derived' }>['by'], string> = {
  partition: 'the partition of the device',
  device: 'the name of the device',
  base: 'the base',
  sts: 'where STS is asked',
};

/** `mfa_serial of [work] in ~/.aws/config` */
export function wholeSource(source: Source, paths: Readonly<Record<SharedFileKind, string>>): string {
  const name = sourceName(source);
  return source.kind === 'setting' && source.file ? `${name} in ${paths[source.file]}` : name;
}

/** Whether it is this option, or this variable: `--serial-number`, `AWS_MFA_SERIAL`. */
export function isGivenBy(source: Source, name: string): boolean {
  return (source.kind === 'flag' || source.kind === 'environment') && source.name === name;
}

/** The first of several candidates that was given at all. */
export function firstGiven<T>(...candidates: (Sourced<T> | undefined)[]): Sourced<T> | undefined {
  return candidates.find((candidate) => candidate !== undefined);
}

/** A value with its source, or nothing where there is no value. */
export function sourced<T>(value: T | undefined, source: Source): Sourced<T> | undefined {
  return value === undefined ? undefined : { value, source };
}

/** The value of an option, where it was given. */
export function ofFlag<T>(value: T | undefined, name: string): Sourced<T> | undefined {
  return sourced(value, { kind: 'flag', name });
}
