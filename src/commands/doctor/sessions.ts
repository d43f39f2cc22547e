/** Checks the session in the MFA profile, the settings that override it, and the role profiles that use it. */
import { notChecked, ok, problem, skipped, warning, type Finding } from './finding.ts';
import type { ExaminedProfiles } from './profiles.ts';
import { roleFindings } from './role-profiles.ts';
import { storedSessions, type StoredSession } from '../../login/stored-sessions.ts';
import { beatsSession } from '../../profiles/profile-kind.ts';
import { profileFlag, settingOf, type Profile } from '../../profiles/profile.ts';
import { formatDuration, formatLocal } from '../../session/duration-and-expiry.ts';
import type { SharedFiles } from '../../shared-files/section-values.ts';
import { sourceName } from '../../source.ts';
import { option, shellCommand } from '../../text/shell-command.ts';

/** A session that AWS should still accept. */
export interface LiveSession {
  section: string;
  keys: { accessKeyId: string; secretAccessKey: string; sessionToken: string };
  /** The words of the command that renews it. */
  login: readonly string[];
}

export interface ExaminedSessions {
  live?: LiveSession | undefined;
  /** All sessions in the credentials file. */
  sessions: StoredSession[];
  findings: Finding[];
}

export function examineSessions(
  { profiles, base, mfaProfile }: ExaminedProfiles,
  { credentials }: SharedFiles,
  now: Date,
): ExaminedSessions {
  const sessions = storedSessions(credentials, now);
  const findings = roleFindings(profiles);
  if (!base || mfaProfile === undefined) return { sessions, findings };
  const flag = base.renews === undefined ? profileFlag(base.name) : option('--profile', base.renews);
  const login = ['aws-mfa', 'login', ...flag];
  const session = sessions.find(({ profile }) => profile === mfaProfile);
  findings.unshift(
    ...sessionFindings(mfaProfile, session, login),
    ...shadowFindings(mfaProfile, profiles.get(mfaProfile)),
  );
  return { live: session && liveSession(session, credentials, login), sessions, findings };
}

function liveSession(
  { profile: section, isWhole, secondsLeft }: StoredSession,
  credentials: SharedFiles['credentials'],
  login: readonly string[],
): LiveSession | undefined {
  const key = (name: string) => credentials.get(section)?.get(name);
  const [accessKeyId, secretAccessKey] = [key('aws_access_key_id'), key('aws_secret_access_key')];
  const sessionToken = key('aws_session_token') ?? key('aws_security_token');
  if (!isWhole || secondsLeft === 0 || !accessKeyId || !secretAccessKey || !sessionToken) return undefined;
  return { section, keys: { accessKeyId, secretAccessKey, sessionToken }, login };
}

export function aboutSession(mfaProfile: string): string {
  return `session in [${mfaProfile}]`;
}

/** @param login the words of the command that renews it */
export function sessionFindings(
  mfaProfile: string,
  session: StoredSession | undefined,
  login: readonly string[],
): Finding[] {
  const about = aboutSession(mfaProfile);
  const hint = shellCommand(...login);
  // There is no session to ask AWS about.
  const none = (why: string) => [skipped('session', about, why), skipped('session-identity', about, why)];
  if (!session) return none(`none yet; to log in: ${hint}`);
  const { isWhole, expiration, secondsLeft = 0 } = session;
  if (!isWhole) {
    const message = `The session in [${mfaProfile}] is incomplete, so no tool can use it.`;
    return [warning('session', { message, hint: `Log in again:\n${hint}` }), notChecked('session-identity')];
  }
  if (!expiration) return [ok('session', about, 'has no recorded expiry')];
  const until = formatLocal(expiration);
  if (secondsLeft === 0) return none(`expired ${until}; to log in: ${hint}`);
  return [ok('session', about, `expires ${until} (${formatDuration(secondsLeft)} left)`)];
}

/**
 * Settings that override the session in some tool (tried with the AWS CLI 2).
 * @param target the MFA profile, merged from both files
 */
export function shadowFindings(mfaProfile: string, target: Profile | undefined): Finding[] {
  const hint = 'Remove that setting, or choose another MFA profile:\n`aws-mfa login --mfa-profile NAME`';
  const found = [...overridesOf(target)].map((message) => problem('session-shadowed', { message, hint }));
  return found.length > 0
    ? found
    : [ok('session-shadowed', `MFA profile [${mfaProfile}]`, 'nothing overrides it')];
}

function* overridesOf(target: Profile | undefined): Iterable<string> {
  const role = settingOf(target, 'role_arn');
  const source = settingOf(target, 'source_profile');
  const winner = beatsSession(target);
  if (!role && source)
    yield `${sourceName(source.source)} has no role_arn, so Go tools and Terraform reject the profile.`;
  if (!winner) return;
  const name = sourceName(winner.source);
  yield role
    ? `${name} overrides the session: with ${shellCommand(...option('--profile', target?.name ?? ''))}, every tool assumes that role.`
    : `${name} overrides the session in the AWS CLI and boto3, but not in other SDKs.`;
}
