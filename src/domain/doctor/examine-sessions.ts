/** The session that a login would renew, what stands in its way, and what rests on the sessions that are there. */
import { option } from '../../shell-command.ts';
import type { Environment } from '../environment.ts';
import type { SharedFiles } from '../profiles/profile.ts';
import { profileFlag } from '../profiles/profile-flag.ts';
import { storedSessions, type StoredSession } from '../status/stored-sessions.ts';
import type { ExaminedProfiles } from './examine-profiles.ts';
import { notChecked, type CheckId, type Finding } from './finding.ts';
import type { NamedFiles } from './line-of.ts';
import { loopFindings } from './loop-findings.ts';
import { roleFindings } from './role-findings.ts';
import { sessionFindings, shadowFindings } from './session-findings.ts';

/** A session that should still be good. */
export interface LiveSession {
  section: string;
  keys: { accessKeyId: string; secretAccessKey: string; sessionToken: string };
  /** The words of the command that renews it. */
  login: readonly string[];
}

const OF_MFA_PROFILE: CheckId[] = ['session', 'session-identity', 'session-shadowed'];
export const SESSION_CHECKS: readonly CheckId[] = [...OF_MFA_PROFILE, 'role-profiles', 'command-loop'];

export interface ExaminedSessions {
  live?: LiveSession;
  /** All that are there. */
  sessions: StoredSession[];
  findings: Finding[];
}

export function examineSessions(
  { profiles, base, mfaProfile }: ExaminedProfiles,
  { credentials }: SharedFiles,
  named: NamedFiles,
  environment: Environment,
  now: Date,
): ExaminedSessions {
  const sessions = storedSessions(credentials, now);
  const sections = [
    ...(mfaProfile === undefined ? [] : [mfaProfile]),
    ...sessions.map(({ profile }) => profile),
  ];
  const rest = [...roleFindings(sections, profiles, named), ...loopFindings(profiles, environment)];
  if (!base || mfaProfile === undefined) {
    return { sessions, findings: [...notChecked('there is no MFA profile', ...OF_MFA_PROFILE), ...rest] };
  }
  const flag = base.renews === undefined ? profileFlag(base.name) : option('--profile', base.renews);
  const login = ['aws-mfa', 'login', ...flag];
  const session = sessions.find(({ profile }) => profile === mfaProfile);
  const live = session && liveSession(session, credentials, login);
  return {
    ...(live && { live }),
    sessions,
    findings: [
      ...sessionFindings(mfaProfile, session, login),
      ...shadowFindings(mfaProfile, profiles.get(mfaProfile)),
      ...rest,
    ],
  };
}

function liveSession(
  { profile: section, isWhole, secondsLeft }: StoredSession,
  credentials: SharedFiles['credentials'],
  login: readonly string[],
): LiveSession | undefined {
  const keys = credentials.get(section);
  const [accessKeyId, secretAccessKey] = [keys?.get('aws_access_key_id'), keys?.get('aws_secret_access_key')];
  const sessionToken = keys?.get('aws_session_token') ?? keys?.get('aws_security_token');
  if (!isWhole || secondsLeft === 0 || !accessKeyId || !secretAccessKey || !sessionToken) return undefined;
  return { section, keys: { accessKeyId, secretAccessKey, sessionToken }, login };
}
