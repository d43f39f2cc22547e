/** Checks the session in the MFA profile, and the settings that win over it or have no effect beside it. */
import { sourceName, type Sourced } from '../../source.ts';
import { option, shellCommand } from '../../text/shell-command.ts';
import { profileFlag, settingOf, type Profile } from '../../profiles/profile.ts';
import type { SharedFiles } from '../../shared-files/section-values.ts';
import { storedSessions, type StoredSession } from '../../login/stored-sessions.ts';
import { type ExaminedProfiles, type NamedFiles, roleFindings } from './profiles.ts';
import { notChecked, type CheckId, type Finding, ok, skipped, problem, warning } from './finding.ts';
import { beatsSession } from '../../profiles/profile-kind.ts';
import { formatLocal, formatDuration } from '../../session/duration-and-expiry.ts';

/** A session that should still be good. */
export interface LiveSession {
  section: string;
  keys: { accessKeyId: string; secretAccessKey: string; sessionToken: string };
  /** The words of the command that renews it. */
  login: readonly string[];
}

const OF_MFA_PROFILE: CheckId[] = ['session', 'session-identity', 'session-shadowed'];
export const SESSION_CHECKS: readonly CheckId[] = [...OF_MFA_PROFILE, 'role-profiles'];

export interface ExaminedSessions {
  live?: LiveSession;
  /** All that are there. */
  sessions: StoredSession[];
  findings: Finding[];
}

export function examineSessions(
  { profiles, base, mfaProfile }: ExaminedProfiles,
  { files: { credentials }, named }: { files: SharedFiles; named: NamedFiles },
  now: Date,
): ExaminedSessions {
  const sessions = storedSessions(credentials, now);
  const sections = [
    ...(mfaProfile === undefined ? [] : [mfaProfile]),
    ...sessions.map(({ profile }) => profile),
  ];
  const rest = roleFindings(sections, profiles, named);
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

/** The session as findings call it. */
export function aboutSession(mfaProfile: string): string {
  return `session in [${mfaProfile}]`;
}

/** @param session what stands there, if anything; @param login the words of the command that renews it */
export function sessionFindings(
  mfaProfile: string,
  session: StoredSession | undefined,
  login: readonly string[],
): Finding[] {
  const about = aboutSession(mfaProfile);
  const command = shellCommand(...login);
  // Whose it is need not be asked of AWS, then.
  const noMatter = (why: string) => [skipped('session', about, why), skipped('session-identity', about, why)];
  if (!session) return noMatter(`none yet: ${command}`);
  const { isWhole, expiration, secondsLeft } = session;
  if (!isWhole) {
    const message = `The session in [${mfaProfile}] is not whole, and no tool can use it.`;
    return [warning('session', message, command), skipped('session-identity', about, 'of no use')];
  }
  if (!expiration) return [ok('session', about, 'how long it lasts is unknown')];
  if (secondsLeft === 0) return noMatter(`over since ${formatLocal(expiration)}: ${command}`);
  const left = formatDuration(secondsLeft ?? 0);
  return [ok('session', about, `good until ${formatLocal(expiration)} (${left} left)`)];
}

/**
 * What is set for the same profile, tool by tool (AWS CLI 2 tried).
 * @param target the MFA profile in both files
 */
export function shadowFindings(mfaProfile: string, target: Profile | undefined): Finding[] {
  const found = [...winners(target), ...dead(target)];
  return found.length > 0
    ? found
    : [ok('session-shadowed', aboutSession(mfaProfile), 'nothing wins over it')];
}

const ELSEWHERE = 'Remove it, or give the session another section: `aws-mfa login --mfa-profile NAME`';

function winners(target: Profile | undefined): Finding[] {
  const nameOf = (setting: Sourced<string> | undefined) => setting && sourceName(setting.source);
  const from = (name: string) => nameOf(settingOf(target, name));
  const role = from('role_arn');
  const signIn = nameOf(beatsSession(target));
  const webIdentity = from('web_identity_token_file');
  const source = from('source_profile');
  const name = target?.name ?? '';
  return [
    role &&
      `${role} wins over the session in every tool: ${shellCommand(...option('--profile', name))} takes on that role.`,
    !role && source && `${source} has no role_arn beside it: Go and Terraform refuse the profile for that.`,
    !role &&
      webIdentity &&
      `${webIdentity} has no role_arn beside it: the AWS CLI refuses the profile for that.`,
    !role &&
      signIn &&
      `${signIn} wins over the session in the AWS CLI and boto3; other SDKs use the session.`,
  ].flatMap((message) => (message ? [problem('session-shadowed', { message, hint: ELSEWHERE })] : []));
}

function dead(target: Profile | undefined): Finding[] {
  const layer = (file: string) => target?.layers.find((each) => each.file === file);
  const beside = layer('credentials')?.keys;
  // Without a session there the settings of the config file are what counts.
  if (!beside?.get('aws_access_key_id')) return [];
  const { header, keys } = layer('config') ?? {};
  const [inConfig, besideSession] = [keys?.get('region'), beside.get('region')];
  const command = settingOf(target, 'credential_process');
  return [
    command && [
      `${sourceName(command.source)} is dead beside the session: no tool runs it.`,
      'Remove it, or move it to a profile of another name.',
    ],
    keys?.get('aws_access_key_id') && [
      `The access key in [${header ?? ''}] of the config file is dead beside the session: the credentials file wins.`,
      'Remove it from the config file.',
    ],
    inConfig &&
      besideSession &&
      inConfig !== besideSession && [
        `region = ${besideSession} beside the session wins over region = ${inConfig} in [${header ?? ''}] of the config file.`,
        `Remove it from [${target?.name ?? ''}] of the credentials file.`,
      ],
  ].flatMap((found) => {
    const [message, remedy] = found || [];
    return message ? [warning('session-shadowed', message, remedy)] : [];
  });
}
