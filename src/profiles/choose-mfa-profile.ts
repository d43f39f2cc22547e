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
import { isInCredentials } from '../source.ts';
import { entryOf } from '../stores/stores.ts';
import { profileKind, rolesBySection } from './profile-kind.ts';
import type { ResolvedBase } from './resolve-base.ts';

/** What the hint of an error offers for a role's session. */
export interface Wording {
  /** `--profile NAME …` */
  flags: readonly string[];
  names: readonly string[];
}

/** Offered if the default name is taken. */
const OTHER_NAME = 'mfa-session';

export interface SectionInput {
  base: ResolvedBase;
  profiles: Profiles;
}

/**
 * @param wanted `--mfa-profile`
 * @throws AwsMfaError `usage` for a name that cannot be written, or is the base profile's; `configuration` if the
 *   section has a long-term access key, or belongs to another base profile
 */
export function chooseMfaProfile(
  wanted: string | undefined,
  { base, profiles }: SectionInput,
  wording?: Wording,
): string {
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
  const user = { base: base.name, profiles, wording };
  if (name === base.name) {
    const message = `[${name}] cannot be both base profile and MFA profile: the session would overwrite its access key.`;
    const error = taken(message, [USUAL_NAME, OTHER_NAME, `${name}-mfa`], user);
    throw wanted === undefined ? error : new AwsMfaError('invalid_value', message, error.hint);
  }
  if (holdsLongTermKey(profiles.get(name))) throw wouldLoseKey(name, user);
  // Keys would win over that sign-in, and `aws login` would reject the profile.
  if (settingOf(profiles.get(name), 'login_session')) {
    const message = `[${name}] signs in with \`aws login\`, and a session would replace that sign-in.`;
    throw taken(message, [OTHER_NAME, `${base.name}-mfa`], user);
  }
  // A section that was named is the user's decision.
  if (wanted !== undefined) return name;
  const owner = recordOf(profiles.get(name))?.base;
  if (owner && owner.value !== base.name)
    throw belongsToAnother(name, owner.value, isInCredentials(owner.source), user);
  const foreign = owner ? undefined : foreignRoles(name, base.name, profiles);
  if (foreign) throw usedByAnother(name, foreign, user);
  return name;
}

/**
 * Checks the section again, because another program may have used it while the user typed the code.
 * @param before its keys when it was chosen
 * @throws AwsMfaError `configuration` if it now has a long-term access key or the session of another base profile
 */
export function checkStillFree(name: string, base: string, before: Keys | undefined, now: Sections): void {
  const profiles = profilesOf({ credentials: now, config: new Map() });
  if (holdsLongTermKey(profiles.get(name))) throw wouldLoseKey(name, { base, profiles });
  const owner = now.get(name)?.get('x_source_profile');
  if (owner && owner !== base && owner !== before?.get('x_source_profile'))
    throw belongsToAnother(name, owner, true, { base, profiles });
}

/** Half a key counts, too: no tool can use it, but it is the user's. So does one in a store. */
function holdsLongTermKey(profile: Profile | undefined): boolean {
  if (!profile) return false;
  const found = profileKind(profile);
  if (found.kind === 'process') return entryOf(found.command.value) !== undefined;
  return ['long-term', 'half', 'wrapped'].includes(found.kind);
}

/** Whose session needs a section. */
interface User {
  /** Name of the base profile. */
  base: string;
  profiles: Profiles;
  wording?: Wording | undefined;
}

/** @param names for another section, likeliest first: the first that can be written and does not exist yet */
function taken(message: string, names: readonly string[], { base, profiles, wording }: User): AwsMfaError {
  const roles = rolesBySection(profiles);
  const isFree = (name: string) =>
    !profileNameProblem(name) &&
    !profiles.has(name) &&
    (!roles.has(name) || likelyBase(name, profiles) === base);
  const free = (wording?.names ?? names).find(isFree) ?? 'NAME';
  const flags = wording?.flags ?? (base === ENVIRONMENT_BASE ? [] : option('--profile', base));
  const command = shellCommand('aws-mfa', 'login', ...flags, ...option('--mfa-profile', free));
  return new AwsMfaError('section_taken', message, `Choose another MFA profile:\n${command}`);
}

function wouldLoseKey(name: string, user: User): AwsMfaError {
  const message = `[${name}] has a long-term access key, which a session would overwrite.`;
  return taken(message, [OTHER_NAME, `${user.base}-mfa`], user);
}

/** @param isStored whether the section has a session; else the config file remembers one */
function belongsToAnother(name: string, owner: string, isStored: boolean, user: User): AwsMfaError {
  const message = isStored
    ? `[${name}] has the session of base profile "${owner}", not of "${user.base}".`
    : `[${name}] belongs to base profile "${owner}", not to "${user.base}".`;
  return taken(message, [`${user.base}-mfa`, OTHER_NAME], user);
}

/** Names that an error lists. */
const MOST_NAMES = 3;

function usedByAnother(name: string, foreign: ForeignRoles, user: User): AwsMfaError {
  const { names, account, base: owner } = foreign;
  const rest = names.length - MOST_NAMES;
  const listed = `${names.slice(0, MOST_NAMES).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
  const another =
    owner === undefined
      ? `partition (${account.partition ?? ''})`
      : `account (${account.id ?? ''}, base profile "${owner}")`;
  const message = `[${name}] is used by role profiles of another ${another}: ${listed}.`;
  return taken(message, [`${user.base}-mfa`, OTHER_NAME], user);
}
