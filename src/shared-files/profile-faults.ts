/** Finds profiles that the config file has in two sections, of which the AWS CLI uses only the last one. */
import type { SectionEdit } from './edit-section.ts';
import { profileOfConfigHeader } from './header-names.ts';
import { iniFault, type IniFault } from './ini-faults.ts';
import { readIni, type IniFile, type IniSection } from './read-ini.ts';
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
