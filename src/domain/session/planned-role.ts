/** The role with everything that is to be sent: what was typed, what its profile says, what was recorded beside its session. */
import { keyOf, settingOf, type Sections } from '../profiles/profile.ts';
import type { ResolvedBase } from '../profiles/resolve-base.ts';
import { firstGiven, type Sourced } from '../sourced.ts';
import type { AskedRole } from './ask-for-role.ts';
import type { LoginRequest } from './login-request.ts';
import { checkExternalId, checkPartition, checkSessionName, usualSessionName, type Role } from './role.ts';

/** What was recorded beside a session of the same role, whose trust policy may demand either at every renewal. */
export interface RecordedOfRole {
  externalId?: Sourced<string> | undefined;
  sessionName?: Sourced<string> | undefined;
}

export function recordedOfRole({ arn }: AskedRole, section: string, credentials: Sections): RecordedOfRole {
  if (keyOf(credentials, section, 'x_principal_arn')?.value !== arn.value) return {};
  return {
    externalId: keyOf(credentials, section, 'x_external_id'),
    sessionName: keyOf(credentials, section, 'x_role_session_name'),
  };
}

/**
 * @param recorded beside the session that is there
 * @throws AwsMfaError `usage` or `configuration`
 */
export function plannedRole(
  { arn, profile }: AskedRole,
  request: LoginRequest,
  base: ResolvedBase,
  serialNumber: Sourced<string>,
  recorded: RecordedOfRole,
): Role {
  const setting = (key: string) => settingOf(profile?.profile, key);
  // A profile that was only found by the role knows less of this session than what is recorded beside it.
  const isNamed = profile?.arn.from === arn.from;
  const told = (key: string, record: Sourced<string> | undefined) =>
    isNamed ? firstGiven(setting(key), record) : firstGiven(record, setting(key));
  const givenName = firstGiven(request.roleSessionName, told('role_session_name', recorded.sessionName));
  const sessionName = givenName ?? usualSessionName(serialNumber.value, base.name);
  const externalId = firstGiven(request.externalId, told('external_id', recorded.externalId));
  checkSessionName(sessionName);
  if (externalId) checkExternalId(externalId);
  checkPartition(arn, serialNumber);
  return { arn, sessionName, givenName, externalId };
}
