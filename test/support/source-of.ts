/** A source by its name in prompts and errors, so that a test can say it in a word. */
import type { SharedFileKind, Source } from '../../src/source.ts';

const NAMED: Readonly<Record<string, Source>> = {
  default: { kind: 'default' },
  'the command line': { kind: 'argument' },
  '--token - (standard input)': { kind: 'stdin' },
  typed: { kind: 'asked', how: 'typed' },
  'the choice': { kind: 'asked', how: 'chosen' },
  'found in IAM': { kind: 'iam' },
  'the partition of the device': { kind: 'derived', by: 'partition' },
  'the name of the device': { kind: 'derived', by: 'device' },
  'the base': { kind: 'derived', by: 'base' },
};

/** @param file where a setting stands */
export function sourceOf(name: string, file?: SharedFileKind): Source {
  const [, key, header] = /^(.+) of \[(.*)\]$/.exec(name) ?? [];
  const known = NAMED[name];
  if (known) return known;
  if (key !== undefined && header !== undefined) {
    return { kind: 'setting', key, header, ...(file && { file }) };
  }
  return name.startsWith('--') ? { kind: 'flag', name } : { kind: 'environment', name };
}
