/** What a file's sections hold. */
import type { IniFile, IniSection } from './ini-file.ts';
import { plainName } from './section-name.ts';

/** Any reader's view of a file: section → key → value. */
export type Values = Readonly<Record<string, Readonly<Record<string, string | undefined>>>>;

/** The sections of that name: one in a sound file. `profile x` is also `profile "x"`. */
export function sectionsNamed(file: IniFile, name: string): IniSection[] {
  return file.sections.filter((section) => section.name === name || plainName(section.name) === name);
}

/**
 * A section as the AWS CLI sees it: the keys of [DEFAULT] are in it, too. Where it stands twice the two are laid over
 * each other; the last of a key wins. Nothing where there is no such section.
 */
export function sectionValues(file: IniFile, name: string): ReadonlyMap<string, string> | undefined {
  const sections = sectionsNamed(file, name);
  return sections.length === 0 ? undefined : mapOf([...defaults(file), ...sections]);
}

/** Every section as the AWS CLI sees it, by the name between its brackets; [DEFAULT] is none. */
export function allValues(file: IniFile): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const inherited = mapOf(defaults(file));
  const sections = new Map<string, Map<string, string>>();
  for (const { name, keys } of file.sections) {
    if (name === 'DEFAULT') continue;
    const values = sections.get(name) ?? new Map(inherited);
    sections.set(name, values);
    for (const key of keys) values.set(key.name, key.value);
  }
  return sections;
}

/**
 * What stands in each section, [DEFAULT] being one like the others: for comparing two states of a file. The objects
 * have no prototype, so that `__proto__` and `constructor` are names like any other.
 */
export function ownValues(file: IniFile): Values {
  const values = Object.create(null) as Record<string, Record<string, string>>;
  for (const section of file.sections) {
    const keys = (values[plainName(section.name)] ??= Object.create(null) as Record<string, string>);
    for (const { name, value } of section.keys) keys[name] = value;
  }
  return values;
}

function defaults(file: IniFile): IniSection[] {
  return file.sections.filter(({ name }) => name === 'DEFAULT');
}

function mapOf(sections: readonly IniSection[]): Map<string, string> {
  return new Map(sections.flatMap(({ keys }) => keys.map(({ name, value }) => [name, value])));
}
