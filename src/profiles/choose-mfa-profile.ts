/** Chooses the MFA profile: the section that receives the session. Two base profiles never share one by accident. */
import { AwsMfaError } from '../errors.ts';
import { option, shellCommand } from '../text/shell-command.ts';
import type { Keys, Sections } from '../shared-files/section-values.ts';
import {
  profileNameProblem,
  USUAL_NAME,
  profilesOf,
  settingOf,
  type Profile,
  type Profiles,
  ENVIRONMENT_BASE,
} from './profile.ts';
import { foreignRoles, likelyBase, type ForeignRoles } from './accounts.ts';
import { mfaProfileOf, recordOf } from './mfa-record.ts';
import { isInCredentials, type Sourced } from '../source.ts';
import { entryOf } from '../stores/stores.ts';
import { profileKind, rolesBySection } from './profile-kind.ts';
import type { ResolvedBase } from './resolve-base.ts';

/** Offered if the default name is taken. */
const OTHER_NAME = 'mfa-session';

/** Whose session needs a section. */
export interface SectionOwner {
  base: Pick<ResolvedBase, 'name' | 'renews'>;
  profiles: Profiles;
  /** What the hint of an error offers for the session of a role. */
  ofRole?: { flags: readonly string[]; names: readonly string[] } | undefined;
}

/**
 * @param wanted `--mfa-profile`
 * @throws AwsMfaError `usage` for a name that cannot be written, or is the base profile's; `configuration` if the
 *   section has a long-term access key, or belongs to another base profile
 */
export function chooseMfaProfile(wanted: string | undefined, owner: SectionOwner): string {
  const { base, profiles } = owner;
  const unwritable = wanted === undefined ? undefined : profileNameProblem(wanted);
  if (unwritable) {
    throw new AwsMfaError(
      'invalid_value',
      `The name in --mfa-profile cannot be used: ${unwritable}.`,
      'For example: --mfa-profile mfa',
    );
  }
  // The session records it, as a value that all tools must read the same way: no comment, no quotes.
  if (/(^|\s)[#;]|^["']|["']$/.test(base.name)) {
    throw new AwsMfaError(
      'unusable_base',
      `The base profile "${base.name}" cannot be used: the session records its name, which tools would misread as a comment or quotes.`,
      'Rename that profile in the config and credentials files.',
    );
  }
  const name = wanted ?? base.renews ?? mfaProfileOf(base.name, profiles);
  if (name === base.name) {
    const message = `[${name}] cannot be both base profile and MFA profile: the session would overwrite its access key.`;
    const error = taken(message, [USUAL_NAME, OTHER_NAME, `${name}-mfa`], owner);
    throw wanted === undefined ? error : new AwsMfaError('invalid_value', message, error.hint);
  }
  if (holdsLongTermKey(profiles.get(name))) throw wouldLoseKey(name, owner);
  // Keys would win over that sign-in, and `aws login` would reject the profile.
  if (settingOf(profiles.get(name), 'login_session')) {
    const message = `[${name}] signs in with \`aws login\`, and a session would replace that sign-in.`;
    throw taken(message, [OTHER_NAME, `${base.name}-mfa`], owner);
  }
  // A section that was named is the user's decision.
  if (wanted !== undefined) return name;
  const recorded = recordOf(profiles.get(name))?.base;
  if (recorded && recorded.value !== base.name) throw belongsToAnother(name, recorded, owner);
  const foreign = recorded ? undefined : foreignRoles(name, base.name, profiles);
  if (foreign) throw usedByAnother(name, foreign, owner);
  return name;
}

/**
 * Checks the section again, because another program may have used it while the user typed the code.
 * @param before its keys when it was chosen
 * @throws AwsMfaError `configuration` if it now has a long-term access key or the session of another base profile
 */
export function checkStillFree(
  name: string,
  base: SectionOwner['base'],
  before: Keys | undefined,
  now: Sections,
): void {
  const profiles = profilesOf({ credentials: now, config: new Map() });
  const owner = { base, profiles };
  if (holdsLongTermKey(profiles.get(name))) throw wouldLoseKey(name, owner);
  const recorded = recordOf(profiles.get(name))?.base;
  if (recorded && recorded.value !== base.name && recorded.value !== before?.get('x_source_profile'))
    throw belongsToAnother(name, recorded, owner);
}

/** Half a key counts, too: no tool can use it, but it is the user's. So does one in a store. */
function holdsLongTermKey(profile: Profile | undefined): boolean {
  if (!profile) return false;
  const found = profileKind(profile);
  if (found.kind === 'process') return entryOf(found.command.value) !== undefined;
  return ['long-term', 'half', 'wrapped'].includes(found.kind);
}

/** @param names for another section, likeliest first: the first that can be written and does not exist yet */
function taken(
  message: string,
  names: readonly string[],
  { base, profiles, ofRole }: SectionOwner,
): AwsMfaError {
  const roles = rolesBySection(profiles);
  const isFree = (name: string) =>
    !profileNameProblem(name) &&
    !profiles.has(name) &&
    (!roles.has(name) || likelyBase(name, profiles) === base.name);
  const free = (ofRole?.names ?? names).find(isFree) ?? 'NAME';
  const flags = ofRole?.flags ?? (base.name === ENVIRONMENT_BASE ? [] : option('--profile', base.name));
  const command = shellCommand('aws-mfa', 'login', ...flags, ...option('--mfa-profile', free));
  return new AwsMfaError('section_taken', message, `Choose another MFA profile:\n${command}`);
}

function wouldLoseKey(name: string, owner: SectionOwner): AwsMfaError {
  const message = `[${name}] has a long-term access key, which a session would overwrite.`;
  return taken(message, [OTHER_NAME, `${owner.base.name}-mfa`], owner);
}

/** @param recorded the other base profile: with a session, or in the config file, which remembers one */
function belongsToAnother(
  name: string,
  { value: other, source }: Sourced<string>,
  owner: SectionOwner,
): AwsMfaError {
  const message = isInCredentials(source)
    ? `[${name}] has the session of base profile "${other}", not of "${owner.base.name}".`
    : `[${name}] belongs to base profile "${other}", not to "${owner.base.name}".`;
  return taken(message, [`${owner.base.name}-mfa`, OTHER_NAME], owner);
}

/** Names that an error lists. */
const MOST_NAMES = 3;

function usedByAnother(name: string, foreign: ForeignRoles, owner: SectionOwner): AwsMfaError {
  const { names, account, base: likeliest } = foreign;
  const rest = names.length - MOST_NAMES;
  const listed = `${names.slice(0, MOST_NAMES).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
  const another =
    likeliest === undefined
      ? `partition (${account.partition ?? ''})`
      : `account (${account.id ?? ''}, base profile "${likeliest}")`;
  const message = `[${name}] is used by role profiles of another ${another}: ${listed}.`;
  return taken(message, [`${owner.base.name}-mfa`, OTHER_NAME], owner);
}
