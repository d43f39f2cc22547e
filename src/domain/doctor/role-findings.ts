/** Role profiles that carry what does not fit the session they rest on. */
import type { Profiles } from '../profiles/profile.ts';
import { namesOn, rolesBySection } from '../profiles/role-profiles.ts';
import { roleNotes } from '../report/role-notes.ts';
import { ok, trouble, type Finding } from './finding.ts';
import { placesIn, type NamedFiles } from './line-of.ts';

/** @param sections that hold a session, or are to receive one */
export function roleFindings(sections: readonly string[], profiles: Profiles, files: NamedFiles): Finding[] {
  const roles = rolesBySection(profiles);
  const placeOf = placesIn(files);
  const found = [...new Set(sections)]
    .flatMap((section) => roleNotes(section, roles, placeOf))
    .map((note) => {
      const [message = '', ...remedy] = note.split('\n');
      return trouble('role-profiles', { message, remedy: remedy.join('\n') });
    });
  if (found.length > 0) return found;
  const names = [...new Set(sections.flatMap((section) => namesOn(section, roles)))].join(', ');
  const what = names === '' ? 'no role rests on a session' : `nothing is in the way of the roles ${names}`;
  return [ok('role-profiles', 'profiles', what)];
}
