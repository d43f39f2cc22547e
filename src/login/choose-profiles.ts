/** Chooses the base profile, the MFA profile and the role of a login. */
import { chooseMfaProfile, type SectionOwner } from '../profiles/choose-mfa-profile.ts';
import type { Environment } from '../environment.ts';
import {
  profilesOf,
  type Profiles,
  settingOf,
  profileNameProblem,
  ENVIRONMENT_BASE,
} from '../profiles/profile.ts';
import type { SharedFiles } from '../shared-files/section-values.ts';
import { findRoleProfile, recordOf, type MfaRecord } from '../profiles/mfa-record.ts';
import { resolveBase, type ResolvedBase } from '../profiles/resolve-base.ts';
import { kindOf, asRoleProfile, restsOn, type RoleProfile } from '../profiles/profile-kind.ts';
import { isTyped, type LoginRequest } from './login-request.ts';
import { checkSelection } from './role-checks.ts';
import { type Sourced, sourceName } from '../source.ts';
import {
  checkedRole,
  checkExternalId,
  checkSessionName,
  type Role,
  checkRoleArn,
  roleName,
} from '../session/role.ts';
import { AwsMfaError } from '../errors.ts';
import { option, shellCommand } from '../text/shell-command.ts';

export interface ChosenProfiles {
  profiles: Profiles;
  base: ResolvedBase;
  mfaProfile: string;
  /** Undefined for a session of the user's own. */
  asked: AskedRole | undefined;
}

/** The role whose session is wanted. */
export interface AskedRole {
  arn: Sourced<string>;
  /** The profile that names the role, or one of the same role and base profile. */
  profile: RoleProfile | undefined;
}

/** @throws AwsMfaError `usage` or `configuration` */
export function chooseProfiles(
  request: LoginRequest,
  environment: Environment,
  files: SharedFiles,
): ChosenProfiles {
  const profiles = profilesOf(files);
  const named = namedRole(request, profiles);
  if (!named) checkSelection(request.profile, profiles);
  const start = startOfSearch(named, request, profiles);
  const base = resolveBase(start, profiles, environment, request.chosenBase);
  const owner = { base, profiles };
  if (named && request.writesSession) checkRoleSection(named, request.mfaProfile, owner);
  const asked = named
    ? { ...named, profile: named.profile ?? findRoleProfile(named.arn.value, base.name, profiles) }
    : roleToRenew(request.mfaProfile, owner);
  if (!asked) checkNoRoleOptions(request);
  const ofRole = asked && { flags: flagsOf(asked, base.name), names: sectionNames(asked.arn.value) };
  // A session that is not written needs no section of its own, but one that is stored already may be used.
  const unwritten = named && !request.writesSession ? roleSection(named, owner) : undefined;
  return {
    profiles,
    base,
    mfaProfile: chooseMfaProfile(request.mfaProfile ?? unwritten, { ...owner, ofRole }),
    asked,
  };
}

/**
 * The role that the command line names: by `--role-arn`, or by a role profile together with `--mfa-profile`.
 * @throws AwsMfaError `usage` for two roles or invalid values; `configuration`
 */
function namedRole(request: LoginRequest, profiles: Profiles): AskedRole | undefined {
  const { roleArn, roleSessionName, externalId } = request;
  if (roleArn) checkRoleArn(roleArn);
  if (roleSessionName) checkSessionName(roleSessionName);
  if (externalId) checkExternalId(externalId);
  // In AWS_PROFILE, a role profile means the session that it gets its keys from.
  const typed = isTyped(request.profile) ? profiles.get(request.profile.value) : undefined;
  const profile = asRoleProfile(typed);
  if (roleArn && profile && profile.arn.value !== roleArn.value) {
    throw new AwsMfaError(
      'conflicting_options',
      `--role-arn and ${sourceName(profile.arn.source)} name different roles.`,
      `Omit --role-arn, or select the base profile: ${shellCommand(...option('--profile', profile.source.value))}`,
    );
  }
  if (roleArn) return { arn: roleArn, profile };
  if (!profile || request.mfaProfile === undefined) return undefined;
  checkRoleArn(profile.arn);
  return { arn: profile.arn, profile };
}

/**
 * Where the search for the base profile starts: at the `source_profile` of a role profile that was named.
 * @throws AwsMfaError `configuration` if that is a role itself: a code helps with the first role only
 */
function startOfSearch(
  role: AskedRole | undefined,
  request: LoginRequest,
  profiles: Profiles,
): Sourced<string> | undefined {
  const { profile, source } = role?.profile ?? {};
  if (!profile || !source) return request.profile;
  const isRole = kindOf(source.value, profiles)?.kind === 'role';
  if (!isRole && !recordOf(profiles.get(source.value))?.role) return source;
  const end = restsOn(source.value, profiles);
  const base = recordOf(profiles.get(end))?.base.value ?? end;
  throw new AwsMfaError(
    'role_chain',
    `The role profile "${profile.name}" gets its keys from "${source.value}", which is a role itself. A code can be used for the first role only.`,
    asRoleProfile(profiles.get(end))
      ? 'Their source_profile settings are circular. Set one of them to a profile with a long-term access key.'
      : `Get a session for "${base}", and let the SDKs assume both roles:\n${shellCommand('aws-mfa', 'login', ...option('--profile', base))}`,
  );
}

/** The role of the session that is to be renewed, as recorded with it. @throws AwsMfaError `configuration` */
function roleToRenew(
  mfaProfile: string | undefined,
  { base, profiles }: SectionOwner,
): AskedRole | undefined {
  const section = base.renews;
  if (section === undefined || (mfaProfile ?? section) !== section) return undefined;
  const arn = recordOf(profiles.get(section))?.role;
  if (!arn) return undefined;
  checkRoleArn(arn);
  return { arn, profile: findRoleProfile(arn.value, base.name, profiles) };
}

/**
 * The session of a role needs a section that the user named, because nobody expects a role in `mfa`. It must not have a
 * `role_arn`, which every tool prefers to the keys.
 * @throws AwsMfaError `usage`, with a name that is free
 */
function checkRoleSection(role: AskedRole, section: string | undefined, owner: SectionOwner): void {
  const shadow = section === undefined ? undefined : settingOf(owner.profiles.get(section), 'role_arn');
  if (section !== undefined && !shadow) return;
  const flags = [...flagsOf(role, owner.base.name), ...option('--mfa-profile', roleSection(role, owner))];
  throw new AwsMfaError(
    'role_needs_section',
    shadow
      ? `${sourceName(shadow.source)} overrides a session in the same profile, so no tool would use the session.`
      : 'The session of a role needs an MFA profile of its own: --mfa-profile NAME.',
    `For example: ${shellCommand(...flags)}`,
  );
}

/** @throws AwsMfaError `usage` if options of a role would be ignored */
function checkNoRoleOptions({ roleSessionName, externalId }: LoginRequest): void {
  const given = roleSessionName ?? externalId;
  if (!given) return;
  throw new AwsMfaError(
    'invalid_usage',
    `${sourceName(given.source)} needs a role.`,
    'Add --role-arn arn:aws:iam::123456789012:role/NAME --mfa-profile NAME',
  );
}

/** The options that ask for this session again. */
function flagsOf({ arn, profile }: AskedRole, base: string): string[] {
  if (profile?.arn === arn) return option('--profile', profile.profile.name);
  return [
    ...(base === ENVIRONMENT_BASE ? [] : option('--profile', base)),
    ...option('--role-arn', arn.value),
  ];
}

/** Names for a section that receives the session of a role, best first. */
function sectionNames(arn: string): string[] {
  const name = roleName(arn)
    .toLowerCase()
    .replace(/[^\w.-]/g, '-');
  return [`${name}-session`, `${name}-role-session`, 'role-session'];
}

/** The first section that holds a session of this role; else a name that is free. */
function roleSection({ arn }: AskedRole, { base, profiles }: SectionOwner): string {
  const own = [...profiles.values()].find((profile) => {
    const record = recordOf(profile);
    const isSame = record?.role?.value === arn.value && record.base.value === base.name;
    return isSame && !settingOf(profile, 'role_arn');
  });
  const isFree = (name: string) => !profileNameProblem(name) && !profiles.has(name);
  return own?.name ?? sectionNames(arn.value).find(isFree) ?? 'NAME';
}

/** The options that concern a role. */
export type RoleFlags = Pick<LoginRequest, 'roleSessionName' | 'externalId'>;

/**
 * @param flags undefined if they concern another role
 * @param record what is recorded with the session that is replaced
 * @throws AwsMfaError `usage` or `configuration`
 */
export function plannedRole(
  { arn, profile }: AskedRole,
  flags: RoleFlags | undefined,
  { base, serialNumber }: { base: ResolvedBase; serialNumber: Sourced<string> },
  record?: MfaRecord,
): Role {
  // The trust policy of a role may require the external ID and the name at every renewal.
  const recorded = record?.role?.value === arn.value ? record : undefined;
  const choose = (flag: Sourced<string> | undefined, key: string, own: Sourced<string> | undefined) => {
    const setting = settingOf(profile?.profile, key);
    // A profile that was only found by its role says less about this session than its own record.
    return profile?.arn === arn ? (flag ?? setting ?? own) : (flag ?? own ?? setting);
  };
  const sessionName = choose(flags?.roleSessionName, 'role_session_name', recorded?.sessionName);
  const externalId = choose(flags?.externalId, 'external_id', recorded?.externalId);
  return checkedRole({ arn, sessionName, externalId }, { serialNumber, base: base.name });
}
