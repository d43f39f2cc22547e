/** Chooses the base profile, the MFA profile and the role of a login. */
import { chooseMfaProfile, type SectionInput } from '../profiles/choose-mfa-profile.ts';
import type { Environment } from '../environment.ts';
import {
  profilesOf,
  type Profiles,
  keyOf,
  settingOf,
  profileNameProblem,
  ENVIRONMENT_BASE,
} from '../profiles/profile.ts';
import type { SharedFiles, Sections, Keys } from '../shared-files/section-values.ts';
import { resolveBase, type ResolvedBase } from '../profiles/resolve-base.ts';
import {
  findRoleProfile,
  profileKind,
  asRoleProfile,
  restsOn,
  type RoleProfile,
} from '../profiles/profile-kind.ts';
import type { LoginRequest } from './login-request.ts';
import { firstGiven, type Sourced, sourceName } from '../source.ts';
import {
  checkExternalId,
  checkPartition,
  checkSessionName,
  usualSessionName,
  type Role,
  checkRoleArn,
  roleName,
} from '../session/role.ts';
import { AwsMfaError } from '../errors.ts';
import { option, shellCommand } from '../text/shell-command.ts';
import { expiryOf } from '../session/duration-and-expiry.ts';

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

/** The role whose session is wanted. */
export interface AskedRole {
  arn: Sourced<string>;
  /** Where the role was named by a profile, or one of the same role rests on the same base. */
  profile: RoleProfile | undefined;
}

/**
 * The role that the command line asks for: by `--role-arn`, or by a role profile named together with `--mfa-profile`.
 * @throws AwsMfaError `usage`: two roles at once, options of a role without one, values out of bounds; `configuration`
 */
function roleAskedFor(request: LoginRequest, profiles: Profiles): AskedRole | undefined {
  const { roleArn, roleSessionName, externalId } = request;
  if (roleArn) checkRoleArn(roleArn);
  if (roleSessionName) checkSessionName(roleSessionName);
  if (externalId) checkExternalId(externalId);
  // By AWS_PROFILE a role profile stands for the session that it rests on, as always.
  const named = request.profile?.source.kind === 'flag' ? request.profile.value : undefined;
  const profile = named === undefined ? undefined : asRoleProfile(profiles.get(named));
  if (roleArn && profile && profile.arn.value !== roleArn.value) throw twoRoles(profile);
  if (roleArn) return { arn: roleArn, profile };
  if (!profile || request.mfaProfile === undefined) return undefined;
  checkRoleArn(profile.arn);
  return { arn: profile.arn, profile };
}

/**
 * The name to begin at in search of the base: that of the profile the role rests on, where a role profile was named.
 * @throws AwsMfaError `configuration` where another role lies in between: a code opens the first door only
 */
function nameOfBase(
  asked: AskedRole | undefined,
  request: LoginRequest,
  profiles: Profiles,
  credentials: Sections,
): Sourced<string> | undefined {
  const { profile, source } = asked?.profile ?? {};
  if (!profile || !source) return request.profile;
  const beneath = profiles.get(source.value);
  const isRole = beneath !== undefined && profileKind(beneath).kind === 'role';
  if (!isRole && !keyOf(credentials, source.value, 'x_principal_arn')) return source;
  throw new AwsMfaError(
    'role_chain',
    `The role of "${profile.name}" rests on "${source.value}", which is a role itself; only one can be taken on with long-term keys and a code.`,
    plainWay(restsOn(source.value, profiles), profiles, credentials),
  );
}

/** @param ground where the chain of roles ends, if it does */
function plainWay(ground: string, profiles: Profiles, credentials: Sections): string {
  if (asRoleProfile(profiles.get(ground)))
    return 'Their source_profile settings run in a circle: let one of them name a profile with long-term keys.';
  const base = keyOf(credentials, ground, 'x_source_profile')?.value ?? ground;
  return `Get a session of "${base}", and let the SDKs take on both roles:\n${shellCommand('aws-mfa', 'login', ...option('--profile', base))}`;
}

/** The role whose session is renewed: what was recorded beside it. @throws AwsMfaError `configuration` */
function roleRenewed(
  base: ResolvedBase,
  wanted: string | undefined,
  profiles: Profiles,
  credentials: Sections,
): AskedRole | undefined {
  const section = base.renews;
  if (section === undefined || (wanted ?? section) !== section) return undefined;
  const arn = keyOf(credentials, section, 'x_principal_arn');
  if (!arn) return undefined;
  checkRoleArn(arn);
  return { arn, profile: findRoleProfile(arn.value, base.name, profiles) };
}

/**
 * What the section of a role's session must be: named by the person, for nobody looks for a role in `mfa`, and no
 * profile with a `role_arn` in it, which every tool takes instead of the keys.
 * @throws AwsMfaError `usage`, with a name that is free
 */
function checkRoleSection(asked: AskedRole, section: string | undefined, input: SectionInput): void {
  const { base, profiles } = input;
  const shadow = section === undefined ? undefined : settingOf(profiles.get(section), 'role_arn');
  if (section !== undefined && !shadow) return;
  const free = ownSection(asked, input);
  throw new AwsMfaError(
    'role_needs_section',
    shadow
      ? `--mfa-profile: ${sourceName(shadow.source)} wins over a session beside it, so no tool would use that.`
      : "A role's session needs a section of its own, and --mfa-profile names none.",
    `For example: ${shellCommand(...flagsOf(asked, base.name), ...option('--mfa-profile', free))}`,
  );
}

/** @throws AwsMfaError `usage` where options of a role would be passed over in silence */
function checkNoRoleOptions({ roleSessionName, externalId }: LoginRequest): void {
  const given = roleSessionName ?? externalId;
  if (!given) return;
  throw new AwsMfaError(
    'invalid_usage',
    `${sourceName(given.source)} belongs to a role, and none was named.`,
    'Name it: --role-arn arn:aws:iam::123456789012:role/NAME --mfa-profile NAME',
  );
}

/** The words that ask for this session again. */
function flagsOf({ arn, profile }: AskedRole, base: string): string[] {
  if (profile?.arn === arn) return option('--profile', profile.profile.name);
  const flag = base === ENVIRONMENT_BASE ? [] : option('--profile', base);
  return [...flag, ...option('--role-arn', arn.value)];
}

/** Sections that may receive the session of a role, likeliest first. */
function sectionNames(arn: string): string[] {
  const name = roleName(arn)
    .toLowerCase()
    .replace(/[^\w.-]/g, '-');
  return [`${name}-session`, `${name}-role-session`, 'role-session'];
}

/** The section that holds this role's session already, the one that lasts longest; else one in which nothing stands. */
function ownSection({ arn }: AskedRole, { base, profiles, credentials }: SectionInput): string {
  const ours = [...credentials].filter(
    ([name, keys]) =>
      keys.get('x_principal_arn') === arn.value &&
      keys.get('x_source_profile') === base.name &&
      !settingOf(profiles.get(name), 'role_arn'),
  );
  const until = (keys: Keys) => expiryOf(keys)?.getTime() ?? 0;
  const [longest] = ours.sort(([, one], [, other]) => until(other) - until(one));
  if (longest) return longest[0];
  return sectionNames(arn.value).find((name) => !profileNameProblem(name) && !profiles.has(name)) ?? 'NAME';
}

function twoRoles({ profile, arn }: RoleProfile): AwsMfaError {
  return new AwsMfaError(
    'conflicting_options',
    `--role-arn names one role, and ${sourceName(arn.source)} another.`,
    `Leave --role-arn out, or name the base: ${shellCommand(...option('--profile', settingOf(profile, 'source_profile')?.value ?? 'NAME'))}`,
  );
}
