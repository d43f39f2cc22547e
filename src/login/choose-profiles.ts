/** Chooses the base profile, the MFA profile and the role of a login. */
import { chooseMfaProfile } from '../profiles/choose-mfa-profile.ts';
import type { Environment } from '../environment.ts';
import { profilesOf, type Profiles, keyOf, settingOf } from '../profiles/profile.ts';
import type { SharedFiles, Sections } from '../shared-files/section-values.ts';
import { resolveBase, type ResolvedBase } from '../profiles/resolve-base.ts';
import { findRoleProfile } from '../profiles/profile-kind.ts';
import {
  checkNoRoleOptions,
  checkRoleSection,
  flagsOf,
  nameOfBase,
  ownSection,
  roleAskedFor,
  roleRenewed,
  sectionNames,
  type AskedRole,
} from './role-request.ts';
import type { LoginRequest } from './login-request.ts';
import { firstGiven, type Sourced } from '../source.ts';
import {
  checkExternalId,
  checkPartition,
  checkSessionName,
  usualSessionName,
  type Role,
} from '../session/role.ts';

export interface ChosenProfiles {
  profiles: Profiles;
  base: ResolvedBase;
  mfaProfile: string;
  /** Nothing for a session of the user's own. */
  asked: AskedRole | undefined;
}

/** @throws AwsMfaError `usage` or `configuration` */
export function chooseProfiles(
  request: LoginRequest,
  environment: Environment,
  files: SharedFiles,
): ChosenProfiles {
  const profiles = profilesOf(files);
  const typed = roleAskedFor(request, profiles);
  const base = resolveBase(nameOfBase(typed, request, profiles, files.credentials), profiles, environment);
  const input = { base, profiles, credentials: files.credentials };
  if (typed && request.isKept) checkRoleSection(typed, request.mfaProfile, input);
  const asked = typed
    ? { ...typed, profile: typed.profile ?? findRoleProfile(typed.arn.value, base.name, profiles) }
    : roleRenewed(base, request.mfaProfile, profiles, files.credentials);
  if (!asked) checkNoRoleOptions(request);
  const wording = asked && { flags: flagsOf(asked, base.name), names: sectionNames(asked.arn.value) };
  // What is not to be written needs no name; one that is there already may be used.
  const unkept = typed && !request.isKept ? ownSection(typed, input) : undefined;
  const wanted = request.mfaProfile ?? unkept;
  const mfaProfile = chooseMfaProfile(wanted, input, wording);
  return { profiles, base, mfaProfile, asked };
}

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

export interface RoleInput {
  request: LoginRequest;
  base: ResolvedBase;
  serialNumber: Sourced<string>;
  /** Beside the session that is there. */
  recorded: RecordedOfRole;
}

/** @throws AwsMfaError `usage` or `configuration` */
export function plannedRole(
  { arn, profile }: AskedRole,
  { request, base, serialNumber, recorded }: RoleInput,
): Role {
  const setting = (key: string) => settingOf(profile?.profile, key);
  // A profile that was only found by the role knows less of this session than what is recorded beside it.
  const isNamed = profile?.arn === arn;
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
