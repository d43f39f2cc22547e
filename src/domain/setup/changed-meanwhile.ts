/** Answers that were given to an older state of a file are no ground to change a newer one. */
import type { IniFile } from '../ini/ini-file.ts';
import type { SectionEdit } from '../ini/edit-section.ts';
import { sectionValues } from '../ini/section-values.ts';

/**
 * The first key of an edit that is another now than when the questions were asked, and than it is to become.
 * @returns nothing where there is none
 */
export function changedMeanwhile(
  { section, set, drop }: SectionEdit,
  seen: IniFile,
  now: IniFile,
): string | undefined {
  const wanted = new Map(set);
  const [before, after] = [sectionValues(seen, section), sectionValues(now, section)];
  return [...wanted.keys(), ...drop].find((key) => {
    const value = after?.get(key);
    return value !== before?.get(key) && value !== wanted.get(key);
  });
}
