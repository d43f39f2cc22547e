/** Chooses the section that receives the session. Two identities never share one by accident. */
import { AwsMfaError } from '../errors.ts';
import { option, shellCommand } from '../text/shell-command.ts';
import type { Keys, Sections } from '../shared-files/section-values.ts';
import {
  profileNameProblem,
  USUAL_NAME,
  profilesOf,
  type Profile,
  type Profiles,
  ENVIRONMENT_BASE,
} from './profile.ts';
import { profileKind } from './profile-kind.ts';
import type { ResolvedBase } from './resolve-base.ts';

/** What a remedy types and offers where it is not a plain session that is asked for. */
export interface Wording {
  /** `--profile NAME …` */
  flags: readonly string[];
  names: readonly string[];
}

/** Offered where the usual one is taken. */
const OTHER_NAME = 'mfa-session';

/** What a section for a session is chosen by. */
export interface SectionInput {
  base: ResolvedBase;
  profiles: Profiles;
  credentials: Sections;
}

/**
 * @param wanted `--mfa-profile`
 * @throws AwsMfaError `usage` for a name that cannot be written or is the base's own; `configuration` where the
 *   section holds long-term keys or another base's session
 */
export function chooseMfaProfile(
  wanted: string | undefined,
  { base, profiles, credentials }: SectionInput,
  wording?: Wording,
): string {
  const unwritable = wanted === undefined ? undefined : profileNameProblem(wanted);
  if (unwritable) {
    throw new AwsMfaError(
      'invalid_value',
      `--mfa-profile: that name cannot be used: ${unwritable}.`,
      'For example: --mfa-profile mfa',
    );
  }
  // It is recorded beside the session as a value that every tool must read alike: no comment, no quotes.
  if (/(^|\s)[#;]|^["']|["']$/.test(base.name)) {
    throw new AwsMfaError(
      'unusable_base',
      `The base "${base.name}" cannot be recorded beside its session: tools would read a comment or quotes in its name.`,
      'Rename that profile, in both files.',
    );
  }
  const name = wanted ?? base.renews ?? sessionSection(base.name, credentials);
  if (name === base.name) {
    const message = `[${name}] would be base and MFA profile at once: the session would overwrite its long-term keys.`;
    const error = taken(message, {
      base: name,
      names: [USUAL_NAME, OTHER_NAME, `${name}-mfa`],
      profiles,
      wording,
    });
    throw wanted === undefined ? error : new AwsMfaError('invalid_value', message, error.hint);
  }
  if (holdsLongTermKey(profiles.get(name))) throw wouldLoseKey(name, base.name, profiles, wording);
  const owner = credentials.get(name)?.get('x_source_profile');
  if (owner && owner !== base.name && wanted === undefined) {
    throw belongsToAnother(name, owner, base.name, profiles);
  }
  return name;
}

/**
 * The same looked at once more, for a section may have become somebody else's while a code was asked for.
 * @param before what it held when it was chosen
 * @throws AwsMfaError `configuration` where it holds long-term keys now, or has received another base's session
 */
export function checkStillFree(name: string, base: string, before: Keys | undefined, now: Sections): void {
  const profiles = profilesOf({ credentials: now, config: new Map() });
  if (holdsLongTermKey(profiles.get(name))) throw wouldLoseKey(name, base, profiles);
  const owner = now.get(name)?.get('x_source_profile');
  if (owner && owner !== base && owner !== before?.get('x_source_profile')) {
    throw belongsToAnother(name, owner, base, profiles);
  }
}

/** The section of a base's session: the one that records this base, `mfa` first, else `mfa`. */
export function sessionSection(base: string, credentials: Sections): string {
  const ours = [...credentials]
    // A role's session is recorded with its role.
    .filter(([, keys]) => keys.get('x_source_profile') === base && !keys.get('x_principal_arn'))
    .map(([name]) => name);
  return ours.includes(USUAL_NAME) ? USUAL_NAME : (ours[0] ?? USUAL_NAME);
}

/** Half a key counts: it is no use to anybody, but it is the person's. */
function holdsLongTermKey(profile: Profile | undefined): boolean {
  return profile !== undefined && ['long-term', 'half', 'wrapped'].includes(profileKind(profile).kind);
}

/** What the hint offers instead. */
interface OtherSection {
  base: string;
  /** Likeliest first: the first that can be written and does not exist yet. */
  names: readonly string[];
  profiles: Profiles;
  wording?: Wording | undefined;
}

function taken(message: string, { base, names, profiles, wording }: OtherSection): AwsMfaError {
  const free =
    (wording?.names ?? names).find((name) => !profileNameProblem(name) && !profiles.has(name)) ?? 'NAME';
  const flags = wording?.flags ?? (base === ENVIRONMENT_BASE ? [] : option('--profile', base));
  const command = shellCommand('aws-mfa', 'login', ...flags, ...option('--mfa-profile', free));
  return new AwsMfaError('section_taken', message, `Give the session a section of its own: ${command}`);
}

function wouldLoseKey(name: string, base: string, profiles: Profiles, wording?: Wording): AwsMfaError {
  const message = `[${name}] holds long-term keys, which a session would overwrite.`;
  return taken(message, { base, names: [OTHER_NAME, `${base}-mfa`], profiles, wording });
}

function belongsToAnother(name: string, owner: string, base: string, profiles: Profiles): AwsMfaError {
  const message = `[${name}] holds the session of "${owner}", and this one would be of "${base}".`;
  return taken(message, { base, names: [`${base}-mfa`, OTHER_NAME], profiles });
}
