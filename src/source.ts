/** Values together with where they came from: an option, a variable, or a key in one of the two shared files. */

export type SharedFileKind = 'credentials' | 'config';

export type Source =
  /** An option: `--region`. */
  | { kind: 'flag'; name: string }
  /** An argument that is not an option. */
  | { kind: 'argument' }
  | { kind: 'stdin' }
  | { kind: 'environment'; name: string }
  /** `[default]` may be in either file, so the file is named where it matters. */
  | { kind: 'setting'; key: string; header: string; file?: SharedFileKind }
  /** The user's answer to a question. */
  | { kind: 'asked'; how: 'typed' | 'chosen' }
  | { kind: 'iam' }
  /** Follows from another value. */
  | { kind: 'derived'; by: keyof typeof DERIVED }
  | { kind: 'default' };

export interface Sourced<T> {
  value: T;
  source: Source;
}

/** A setting in one of the two files. */
export interface FileSetting extends Sourced<string> {
  source: Extract<Source, { kind: 'setting' }> & { file: SharedFileKind };
}

export const DEFAULT: Source = { kind: 'default' };

const DERIVED = {
  partition: 'the partition of the device',
  device: 'the name of the device',
  base: 'the base profile',
  sts: 'the region of STS',
};

/** For prompts and errors: `--region`, `AWS_REGION`, `mfa_serial of [work]`. */
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
      return source.how === 'typed' ? 'typed' : 'your choice';
    case 'iam':
      return 'found in IAM';
    case 'derived':
      return DERIVED[source.by];
    case 'default':
      return 'default';
  }
}

/** `mfa_serial of [work] in ~/.aws/config` */
export function wholeSource(source: Source, paths: Readonly<Record<SharedFileKind, string>>): string {
  const name = sourceName(source);
  return source.kind === 'setting' && source.file ? `${name} in ${paths[source.file]}` : name;
}

/** Whether it is a key in the credentials file. */
export function isInCredentials(source: Source): boolean {
  return source.kind === 'setting' && source.file === 'credentials';
}

/** Whether it is this option or variable: `--serial-number`, `AWS_MFA_SERIAL`. */
export function isGivenBy(source: Source, name: string): boolean {
  return (source.kind === 'flag' || source.kind === 'environment') && source.name === name;
}

/** Undefined if there is no value. */
export function sourced<T>(value: T | undefined, source: Source): Sourced<T> | undefined {
  return value === undefined ? undefined : { value, source };
}

/** The value of an option; undefined if it was not given. */
export function ofFlag<T>(value: T | undefined, name: string): Sourced<T> | undefined {
  return sourced(value, { kind: 'flag', name });
}
