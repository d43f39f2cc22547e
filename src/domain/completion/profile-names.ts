/** The names of profiles that Tab offers. */
import { profilesOf, type SharedFiles } from '../profiles/profile.ts';
import { unwritableName } from '../profiles/mfa-profile-name.ts';

/**
 * Every profile of either file whose name a shell takes for one plain word, as it stands. What a name could do to a
 * shell that evaluates it is not to be found out.
 */
export function namesToOffer(files: SharedFiles): string[] {
  return [...profilesOf(files).keys()].filter((name) => unwritableName(name) === undefined);
}
