/** Decides how `exec` runs a command: with the keys of a session, or as a role profile that is based on one. */
import { AwsMfaError } from '../errors.ts';
import { option, shellCommand } from '../text/shell-command.ts';
import { sessionSection } from '../profiles/choose-mfa-profile.ts';
import { circle } from '../profiles/base-errors.ts';
import {
  ownExport,
  profileKind,
  type ProfileKind,
  asRoleProfile,
  sourcesOf,
} from '../profiles/profile-kind.ts';
import { configureSet, configHeader, settingOf, type Profiles } from '../profiles/profile.ts';
import type { Sections } from '../shared-files/section-values.ts';
import type { LoginRequest } from './login-request.ts';
import { type Sourced, sourceName, type Source } from '../source.ts';

export interface ExecTarget {
  /** The role profile that stays selected: the SDK takes on its role, and renews that by itself. */
  roleProfile: string | undefined;
  /** The name whose session is ensured. */
  profile: Sourced<string> | undefined;
}

/** @throws AwsMfaError `configuration` where no session of ours lies beneath the role */
export function execTarget(request: LoginRequest, profiles: Profiles, credentials: Sections): ExecTarget {
  const { profile, roleArn, mfaProfile } = request;
  // Whoever names a section, or a role, wants a session of that role itself.
  const role =
    roleArn || mfaProfile !== undefined ? undefined : asRoleProfile(profiles.get(profile?.value ?? ''));
  if (!role) return { roleProfile: undefined, profile };
  const { name } = role.profile;
  const sources = sourcesOf(name, profiles);
  const source = sources.at(-1) ?? name;
  if (sources.indexOf(source) < sources.length - 1) throw circle(sources);
  const beneath = profiles.get(source);
  if (beneath && givesLongTermKeys(profileKind(beneath)))
    throw withoutSession(sources, profiles, credentials);
  const from: Source = { kind: 'setting', key: 'source_profile', header: configHeader(name) };
  return { roleProfile: name, profile: { value: source, source: from } };
}

/** An export of ours gives a session; any other process is believed to give what a base needs. */
function givesLongTermKeys(kind: ProfileKind): boolean {
  return kind.kind === 'long-term' || (kind.kind === 'process' && !ownExport(kind));
}

/** @param sources from the role profile that was named to the one with the keys */
function withoutSession(sources: readonly string[], profiles: Profiles, credentials: Sections): AwsMfaError {
  const [named = '', lowest = '', base = ''] = [sources.at(0), sources.at(-2), sources.at(-1)];
  const asks = settingOf(profiles.get(lowest), 'mfa_serial');
  const rest = configureSet('source_profile', sectionFor(base, credentials), option('--profile', lowest));
  const role = [...option('--profile', named), '--mfa-profile', 'NAME'];
  const ofItself = `Or run the command by a session of the role itself: ${shellCommand('aws-mfa', 'exec', ...role, '--', 'COMMAND')}`;
  return new AwsMfaError(
    'role_without_session',
    `The role of "${named}" rests on the long-term keys of "${base}", and would be taken on ${asks ? 'with a code for each command' : 'without MFA'}.`,
    [
      `Let it rest on the session: ${rest}`,
      ...(asks ? [`and remove ${sourceName(asks.source)}.`] : []),
      // Only one role can be taken on with long-term keys and a code.
      ...(sources.length === 2 ? [ofItself] : []),
    ].join('\n'),
  );
}

/** The section of the base's session, unless that is another's, or looks like an option. */
function sectionFor(base: string, credentials: Sections): string {
  const section = sessionSection(base, credentials);
  const owner = credentials.get(section)?.get('x_source_profile');
  const isAnother = owner !== undefined && owner !== base;
  return isAnother || section.startsWith('-') ? 'NAME' : section;
}

/** Why a session cannot be renewed for a role: it would have to be written. @param section it takes its keys from */
export function notForRole(role: string, section: string): AwsMfaError {
  return new AwsMfaError(
    'conflicting_options',
    `The role of "${role}" takes its keys from [${section}] in the credentials file, where --no-write puts none.`,
    'Leave out --no-write, or the role.',
  );
}
