/** Which file says whose certificates are believed, in the AWS CLI's order. */
import type { Environment } from '../environment.ts';
import { settingOf, type Profile } from '../profiles/profile.ts';
import { firstGiven, type Sourced } from '../sourced.ts';

/** The path as given, or nothing: then Node's own list counts. */
export function chooseCaBundle(
  { caBundle, requestsCaBundle }: Environment,
  base: Profile | undefined,
): Sourced<string> | undefined {
  return firstGiven(caBundle, settingOf(base, 'ca_bundle'), requestsCaBundle);
}
