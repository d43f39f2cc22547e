/** What decides which session a command would use: `AWS_PROFILE`, role profiles, and keys in the environment. */
import { nearNames } from '../near-name.ts';
import { sessionSection } from '../profiles/choose-mfa-profile.ts';
import { profileKind } from '../profiles/profile-kind.ts';
import { restsOn, rolesOn } from '../profiles/role-profiles.ts';
import type { Stored } from './find-session.ts';

/** The section whose session `AWS_PROFILE` leads to, by itself or through role profiles. */
export function selectedSession({ sessions, profiles, environment }: Stored): string | undefined {
  const { profile: named } = environment;
  const name = named && restsOn(named.value, profiles);
  return sessions.find(({ profile }) => profile === name)?.profile;
}

/** Lines that go with the sessions. */
export function selectionLines(stored: Stored): string[] {
  const roles = stored.sessions.flatMap(({ profile }) => {
    const names = rolesOn(profile, stored.profiles);
    return names.length > 0 ? [`Role profiles that rest on [${profile}]: ${names.join(', ')}`] : [];
  });
  return [...selectionLine(stored), ...roles];
}

function selectionLine(stored: Stored): string[] {
  const { profiles, environment, sessions, credentials } = stored;
  const name = environment.profile?.value;
  const profile = name === undefined ? undefined : profiles.get(name);
  if (name === undefined || !profile) return [];
  const source = restsOn(name, profiles);
  const isSession = sessions.some((session) => session.profile === source);
  if (source !== name) {
    const what = isSession ? `the session in [${source}]` : `[${source}], which is no session`;
    return [`AWS_PROFILE=${name} selects a role profile, which rests on ${what}.`];
  }
  if (isSession) return [`AWS_PROFILE=${name} selects the session in [${name}].`];
  if (profileKind(profile).kind !== 'long-term') return [`AWS_PROFILE=${name} selects no session.`];
  const section = sessionSection(name, credentials);
  const own = sessions.find((session) => session.profile === section && session.base === name);
  return [
    `AWS_PROFILE=${name} selects long-term keys, not ${own ? `their session in [${section}]` : 'a session'}.`,
  ];
}

/** Why the session that looks selected is not what commands will use. */
export function selectionWarnings({ profiles, environment }: Stored): string[] {
  const { profile: named, accessKeyId } = environment;
  const warnings: string[] = [];
  if (named && !profiles.has(named.value)) {
    const near = nearNames(named.value, profiles.keys());
    const hint = near.length > 0 ? ` Did you mean ${near.map((name) => `"${name}"`).join(' or ')}?` : '';
    warnings.push(`AWS_PROFILE names no profile: there is no "${named.value}".${hint}`);
  }
  if (accessKeyId !== undefined) {
    const what = named
      ? `AWS_ACCESS_KEY_ID is set, and shadows AWS_PROFILE=${named.value} in the AWS CLI and Terraform; --profile wins over it.`
      : 'AWS_ACCESS_KEY_ID is set: what is called without a profile uses that key, and none of these sessions.';
    warnings.push(`${what}\n\`unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN\``);
  }
  return warnings;
}
