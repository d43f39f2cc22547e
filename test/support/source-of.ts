/** A source by the name that prompts and errors show. */
import type { SharedFileKind, Source } from '../../src/source.ts';

const NAMED: Readonly<Record<string, Source>> = {
  default: { kind: 'default' },
  'the command line': { kind: 'argument' },
  '--token - (standard input)': { kind: 'stdin' },
  typed: { kind: 'asked', how: 'typed' },
  'your choice': { kind: 'asked', how: 'chosen' },
  'found in IAM': { kind: 'iam' },
  'the partition of the device': { kind: 'derived', by: 'partition' },
  'the name of the device': { kind: 'derived', by: 'device' },
  'the base profile': { kind: 'derived', by: 'base' },
};

/** @param file that has the setting */
export function sourceOf(name: string, file?: SharedFileKind): Source {
  const [, key, header] = /^(.+) of \[(.*)\]$/.exec(name) ?? [];
  const known = NAMED[name];
  if (known) return known;
  if (key !== undefined && header !== undefined) {
    return { kind: 'setting', key, header, ...(file && { file }) };
  }
  return name.startsWith('--') ? { kind: 'flag', name } : { kind: 'environment', name };
}
