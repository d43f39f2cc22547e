/**
 * Finds headers that tools do not read as the profile that the user means. The two files have different rules: only the
 * config file has the word `profile`, and a profile can have two sections there, of which the AWS CLI uses the last one.
 */
import type { SectionEdit } from './edit-section.ts';
import { profileOfConfigHeader } from './header-names.ts';
import { iniFault, type IniFault } from './ini-faults.ts';
import { readIni, type IniFile, type IniSection } from './read-ini.ts';
import type { SharedFileKind } from '../source.ts';
import { groupBy } from '../text/group-by.ts';
import { memoizeFor } from '../text/memoize.ts';

/** The sections of each profile of the config file, in the order of the file; those of no profile as `undefined`. */
const sectionsByProfile = memoizeFor(
  ({ sections }: IniFile): ReadonlyMap<string | undefined, readonly IniSection[]> =>
    groupBy(sections, ({ name }) => profileOfConfigHeader(name)),
);

/** Whether sections of a profile have different headers. With the same header, they are a duplicate section. */
function isTwice(sections: readonly IniSection[]): boolean {
  return sections.some(({ name }) => name !== sections[0]?.name);
}

/**
 * The first profile that has two sections after the edits, as the AWS CLI sees the config file.
 * @param before the text of the config file, as is `after`
 * @returns the line of the last section that is there before
 */
export function secondSection(
  before: string,
  after: string,
  edits: readonly SectionEdit[],
): (IniFault & { section: string }) | undefined {
  for (const { section } of edits) {
    const profile = profileOfConfigHeader(section);
    if (profile === undefined || !isTwice(sectionsByProfile(readIni(after)).get(profile) ?? [])) continue;
    const index = sectionsByProfile(readIni(before)).get(profile)?.at(-1)?.header ?? 0;
    return { ...iniFault('profile-twice', index, profile), section };
  }
  return undefined;
}

/** Each with its line; none for a name that other faults are about, such as one of two words. */
export function profileFaults(file: IniFile, kind: SharedFileKind): IniFault[] {
  const { sections } = file;
  if (kind === 'config') return [...withoutWord(sections), ...inCapitals(sections), ...twice(file)];
  return sections.flatMap(({ name, header }) => {
    const profile = profileOfConfigHeader(name.replace(/^profile/i, 'profile'));
    return name === 'default' || profile === undefined
      ? []
      : [iniFault('profile-in-credentials', header, profile)];
  });
}

/** Sections of the config file without the word `profile`. */
const NO_PROFILES: readonly string[] = ['default', 'DEFAULT', 'plugins', 'preview'];

/** `[work]`, which must be `[profile work]`. */
function withoutWord(sections: readonly IniSection[]): IniFault[] {
  return sections
    .filter(({ name }) => /^[^\s"']+$/.test(name) && !NO_PROFILES.includes(name))
    .map(({ name, header }) => iniFault('no-profile', header, name));
}

/** `[Profile work]`. */
function inCapitals(sections: readonly IniSection[]): IniFault[] {
  return sections
    .filter(({ name }) => /^profile\s/i.test(name) && !name.startsWith('profile'))
    .map(({ name, header }) => iniFault('profile-in-capitals', header, name));
}

function twice(config: IniFile): IniFault[] {
  return [...sectionsByProfile(config)].flatMap(([profile, sections]) => {
    const last = sections.at(-1);
    return profile !== undefined && last && isTwice(sections)
      ? [iniFault('profile-twice', last.header, profile)]
      : [];
  });
}
