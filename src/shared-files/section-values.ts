/** The keys and values of a file's sections, merged as the AWS CLI does. */
import { plainName } from './header-names.ts';
import { groupBy } from '../text/group-by.ts';
import { memoizeFor } from '../text/memoize.ts';
import { readIni, type IniFile, type IniKey, type IniSection } from './read-ini.ts';

/** Any reader's view of a file: section → key → value. */
export type Values = Readonly<Record<string, Readonly<Record<string, string | undefined>>>>;

/** The sections of that name: one in a sound file. `profile x` is also `profile 'x'`. */
export function sectionsNamed(file: IniFile, name: string): readonly IniSection[] {
  return sectionsByName(file).get(name) ?? [];
}

/** By each way to name them. */
const sectionsByName = memoizeFor(({ sections }: IniFile): ReadonlyMap<string, readonly IniSection[]> => {
  const byName = new Map<string, IniSection[]>();
  for (const section of sections) {
    for (const name of new Set([section.name, plainName(section.name)])) {
      const same = byName.get(name);
      if (same) same.push(section);
      else byName.set(name, [section]);
    }
  }
  return byName;
});

/** What a section holds; the last of a key wins. */
export interface Keys {
  get(name: string): string | undefined;
  has(name: string): boolean;
}

/** One file: section name → key (lower case) → value. */
export type Sections = ReadonlyMap<string, Keys>;

/** The values of both files. */
export interface SharedFiles {
  credentials: Sections;
  config: Sections;
}

/** A section as the AWS CLI sees it, with the keys of [DEFAULT]; undefined if there is none. Duplicates are merged. */
export function sectionValues(file: IniFile, name: string): Keys | undefined {
  const sections = sectionsNamed(file, name);
  return sections.length === 0 ? undefined : keysIn(sections, inheritedValues(file));
}

/** Every section but [DEFAULT] as the AWS CLI sees it, by the name between its brackets. */
export function allValues(file: IniFile): Sections {
  const sections = groupBy(file.sections, ({ name }) => name);
  sections.delete('DEFAULT');
  const inherited = inheritedValues(file);
  return new Map([...sections].map(([name, same]) => [name, keysIn(same, inherited)]));
}

/** Looks when asked: of a thousand profiles a login needs two. */
function keysIn(sections: readonly IniSection[], inherited: ReadonlyMap<string, string>): Keys {
  const get = (wanted: string) => {
    const isWanted = ({ name }: IniKey) => name === wanted;
    const holder = sections.findLast(({ keys }) => keys.some(isWanted));
    return holder ? holder.keys.findLast(isWanted)?.value : inherited.get(wanted);
  };
  return { get, has: (name) => get(name) !== undefined };
}

/** The keys of [DEFAULT], which every section inherits. */
function inheritedValues({ sections }: IniFile): ReadonlyMap<string, string> {
  const defaults = sections.filter(({ name }) => name === 'DEFAULT');
  return new Map(defaults.flatMap(({ keys }) => keys.map(({ name, value }) => [name, value])));
}

/**
 * The keys of each section, [DEFAULT] being one like the others: for comparing two states of a file. The objects have
 * no prototype, so that `__proto__` and `constructor` are names like any other.
 */
export const ownValues = memoizeFor((file: IniFile): Values => {
  const values = Object.create(null) as Record<string, Record<string, string>>;
  for (const section of file.sections) {
    const keys = (values[plainName(section.name)] ??= Object.create(null) as Record<string, string>);
    for (const { name, value } of section.keys) keys[name] = value;
  }
  return values;
});

/**
 * Finds what a file has lost since it was read: another program may have emptied it, and be about to write it again.
 * Values may differ. A session may be removed or renewed by another run at any time, but not lose a part.
 *
 * @returns the first section or key of the earlier text that is missing, such as `[work]` or `region in [work]`, or the
 *   end of the file; undefined if nothing is
 */
export function lostPart(text: string, earlier: string): string | undefined {
  if (text === earlier) return undefined;
  const now = ownValues(readIni(text));
  for (const [name, section] of Object.entries(ownValues(readIni(earlier)))) {
    const left = now[name];
    // With an empty token, tools take the key for a long-term one.
    const isSession = TOKENS.some((key) => section[key]);
    if (isSession && !isSameKey(section, left)) continue;
    if (left === undefined) return `[${name}]`;
    const expected = isSession ? CREDENTIALS : Object.keys(section);
    const key = expected.find((each) => Object.hasOwn(section, each) && !Object.hasOwn(left, each));
    if (key !== undefined) return `${key} in [${name}]`;
  }
  return isCutShort(text, earlier) ? 'The end of the file' : undefined;
}

const TOKENS = ['aws_session_token', 'aws_security_token'];
const CREDENTIALS = ['aws_access_key_id', 'aws_secret_access_key', ...TOKENS];

function isSameKey(section: Values[string], left: Values[string] | undefined): boolean {
  const id = left?.['aws_access_key_id'];
  return id !== undefined && id === section['aws_access_key_id'];
}

/** Whether a text ends within a line of the earlier one, or before its last comments. */
function isCutShort(text: string, earlier: string): boolean {
  // Who removes the last session leaves comments.
  if (text === '') return /^\s*[#;]/m.test(earlier);
  const hasOnlyLostComments = earlier.startsWith(text) && !/^\s*\[/m.test(earlier.slice(text.length));
  const last = text.slice(text.lastIndexOf('\n') + 1);
  if (last === '') return hasOnlyLostComments;
  const lines = earlier.split(/\r?\n/);
  return lines.some((line) => line.startsWith(last)) && !lines.includes(last);
}
