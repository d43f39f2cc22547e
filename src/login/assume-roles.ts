/**
 * Decides what `exec` and `export` hand out: the keys of a session, or of a role that is assumed with it; and the
 * region.
 */
import { AwsMfaError } from '../errors.ts';
import { circularSource } from '../profiles/base-errors.ts';
import { asRoleProfile, restsOn, rolesFrom, sourcesOf } from '../profiles/profile-kind.ts';
import { configHeader, type Profiles, profileFlag, profilesOf, settingOf } from '../profiles/profile.ts';
import type { LoginRequest } from './login-request.ts';
import { checkUsesSession } from './role-checks.ts';
import { type Sourced, sourceName } from '../source.ts';
import { option, shellCommand } from '../text/shell-command.ts';
import type { RoleOrder } from '../aws/get-session.ts';
import { chooseTarget, type ChosenTarget } from '../aws/endpoint.ts';
import type { Context } from '../context.ts';
import type { Variables } from '../environment.ts';
import { chooseDuration, formatDuration, ROLE_SECONDS } from '../session/duration-and-expiry.ts';
import { chooseRegion, partitionOfRegion } from '../profiles/regions.ts';
import type { Role } from '../session/role.ts';
import { plannedRole, type RoleFlags } from './choose-profiles.ts';
import type { Session } from '../session/session-keys.ts';
import { prepareSession } from './ensure-session.ts';
import { checkRoleFits, type LoginPlan } from './plan-session.ts';
import type { OpenedFiles } from '../shared-files/read-shared-files.ts';

interface ExecTarget {
  /** The role profile that is selected, if one is. `exec` leaves it to the SDK, which assumes the role and renews it. */
  roleProfile: string | undefined;
  /** The profile whose session is needed. */
  profile: Sourced<string> | undefined;
}

/**
 * @param command for the hint
 * @throws AwsMfaError `configuration` if the role does not get its keys from a session of this program
 */
export function execTarget(
  request: LoginRequest,
  profiles: Profiles,
  command: readonly string[] = ['exec', '--', 'COMMAND'],
): ExecTarget {
  const { profile, roleArn, mfaProfile } = request;
  const name = profile?.value ?? 'default';
  const isRole = asRoleProfile(profiles.get(name)) !== undefined;
  if (isRole && mfaProfile !== undefined && profile?.source.kind === 'environment') throw twoSelections(name);
  // --mfa-profile and --role-arn ask for a session of the role itself.
  const isOfSession = (profile === undefined && !isRole) || roleArn !== undefined || mfaProfile !== undefined;
  const sources = isOfSession ? [] : sourcesOf(name, profiles);
  const end = sources.at(-1) ?? name;
  if (sources.length < 2) return { roleProfile: undefined, profile };
  if (sources.indexOf(end) < sources.length - 1) throw circularSource(sources);
  checkUsesSession(name, profiles, command);
  return { roleProfile: name, profile: sourceOf(name, end, profiles) };
}

/** In AWS_PROFILE, a role profile means the role; with --mfa-profile, a session of it would be meant. */
function twoSelections(name: string): AwsMfaError {
  return new AwsMfaError(
    'conflicting_options',
    `AWS_PROFILE selects the role profile "${name}", and --mfa-profile another session.`,
    `For the role, omit --mfa-profile. For a session of the role itself, also give ${shellCommand(...option('--profile', name))}.`,
  );
}

/** The session itself, also for a role profile that uses it. */
export function sessionTarget({ profile }: LoginRequest, profiles: Profiles): ExecTarget {
  if (!profile) return { roleProfile: undefined, profile };
  const end = restsOn(profile.value, profiles);
  const source = end === profile.value ? profile : sourceOf(profile.value, end, profiles);
  return { roleProfile: undefined, profile: source };
}

function sourceOf(roleProfile: string, value: string, profiles: Profiles): Sourced<string> {
  return {
    value,
    source: { kind: 'setting', key: 'source_profile', header: configHeader(roleProfile, profiles) },
  };
}

/** Why a session cannot be renewed for a role profile: it would have to be written. */
export function notForRole(role: string, section: string): AwsMfaError {
  return new AwsMfaError(
    'conflicting_options',
    `The role profile "${role}" gets its keys from [${section}] in the credentials file, which --no-write leaves unchanged.`,
    'Omit --no-write, or add --role-keys.',
  );
}

/** What `export` prints, and what `exec` puts into the environment. */
export interface PreparedKeys {
  /** Of the session. */
  plan: LoginPlan;
  /** Undefined if the session itself is handed out. */
  roles: RolePlan | undefined;
  /** The variables for the region; none if no region is known. */
  region: [name: string, value: string][];
}

/** Plans the session and the roles, before a code is asked for. @throws AwsMfaError of every kind */
export async function prepareKeys(
  request: LoginRequest,
  { roleProfile, profile }: ExecTarget,
  opened: OpenedFiles,
  context: Context,
): Promise<PreparedKeys> {
  const isRole = roleProfile !== undefined;
  const ofSession = {
    ...request,
    profile,
    ...(isRole && { roleSessionName: undefined, externalId: undefined }),
  };
  const plan = await prepareSession(ofSession, opened, context);
  const profiles = profilesOf(opened.files);
  if (isRole) checkRoleFits(roleProfile, plan, profiles);
  const roles = isRole ? planRoles(roleProfile, request, plan, context) : undefined;
  const names = [roleProfile ?? profile?.value ?? plan.mfaProfile, plan.mfaProfile, plan.base.name];
  return { plan, roles, region: regionOfKeys(names, plan, context) };
}

/**
 * A session works in one partition only. Without a region, tools would take that of `[default]`, which may be in another.
 * @param names of the profiles that say the region, the first that does decides
 */
function regionOfKeys(
  names: readonly string[],
  { files, region, request }: LoginPlan,
  { processes }: Context,
): PreparedKeys['region'] {
  const profiles = profilesOf(files);
  const own = partitionOfRegion(region.value);
  const fits = (each: string | undefined) => !each || partitionOfRegion(each) === own;
  const regionsOf = (profile: readonly string[]) =>
    profile.flatMap((name) => settingOf(profiles.get(name), 'region')?.value ?? []);
  const set = REGION_NAMES.map((name) => [name, processes.variables[name]] as const);
  const isMisled = ![...set.map(([, value]) => value), ...regionsOf([...names, 'default'])].every(fits);
  const usual = regionsOf(names).find(fits) ?? (isMisled ? region.value : undefined);
  const variables = Object.fromEntries(set.filter(([, value]) => fits(value)));
  return regionVariables(variables, request.region?.value, usual);
}

/** The AWS CLI v1 and boto3 read only the second, the SDKs the first. */
const REGION_NAMES = ['AWS_REGION', 'AWS_DEFAULT_REGION'];

/**
 * Both variables for the region; none if no region is known.
 * @param wanted `--region`: overrides the variables
 * @param usual the profile's: used if no variable is set
 */
export function regionVariables(
  variables: Variables,
  wanted: string | undefined,
  usual?: string,
): PreparedKeys['region'] {
  const region = wanted ?? REGION_NAMES.map((name) => variables[name]).find(Boolean) ?? usual;
  if (region === undefined) return [];
  return REGION_NAMES.map((name) => [name, (wanted === undefined && variables[name]) || region]);
}

interface RolePlan {
  /** In the order in which they are assumed. */
  steps: { role: Role; duration: Sourced<number> }[];
  target: ChosenTarget;
}

/**
 * @param name of the role profile; its `source_profile` settings lead to the session of the plan
 * @param flags concern the selected role, and not the session
 * @param plan of the session
 * @throws AwsMfaError `usage` or `configuration`
 */
function planRoles(name: string, flags: RoleFlags, plan: LoginPlan, { environment }: Context): RolePlan {
  const profiles = profilesOf(plan.files);
  const chain = rolesFrom(name, profiles);
  const [selected] = chain;
  if (!selected) throw new TypeError(`${name} is no role profile`);
  const steps = chain.map((each) => ({
    role: plannedRole({ arn: each.arn, profile: each }, each === selected ? flags : undefined, plan),
    duration: chooseDuration(undefined, true, [each.profile]),
  }));
  // It may be a profile that exports the keys of a role profile.
  const profile = profiles.get(name) ?? selected.profile;
  const own = [profile, selected.profile].map((each) => settingOf(each, 'region'));
  const regions = [environment.region, ...own, plan.region];
  const { region } = chooseRegion(plan.request.region, regions, selected.arn.value);
  const target = chooseTarget('sts', { region, profile, config: plan.files.config, environment });
  return { steps: steps.reverse(), target };
}

/**
 * @param session that the plan asked for
 * @returns the session, or the keys of the role that is assumed with it; nothing is written
 * @throws AwsMfaError `refused`, `unreachable`, or the signal's reason
 */
export async function selectedKeys(
  { plan, roles }: PreparedKeys,
  session: Session,
  context: Context,
): Promise<Session> {
  if (!roles) return session;
  const { steps, target } = roles;
  const { base, mfaProfile, stored } = plan;
  // Loaded late: most sessions are handed out without a call.
  const { assumeRole } = await import('../aws/get-session.ts');
  const flags = stored ? option('--profile', mfaProfile) : profileFlag(base.name);
  const renewal = shellCommand('aws-mfa', 'login', '--force', ...flags);
  let held: Pick<RoleOrder, 'keys' | 'caller'> = { keys: session, caller: `the user of "${base.name}"` };
  for (const { role, duration } of steps) {
    const seconds = longestWithSession(duration, context);
    const from = `${role.arn.value} (${sourceName(role.arn.source)})`;
    context.output.say('debug', `role: ${from}, session name ${role.sessionName.value}, ${seconds} s`);
    const order = { ...held, role, duration: seconds, target, base: base.name, renewal };
    held = { keys: await assumeRole(order, context), caller: role.arn.value };
  }
  return held.keys;
}

/** AWS calls it role chaining, and allows an hour at most (IAM user guide, "Methods to assume a role"). */
function longestWithSession({ value, source }: Sourced<number>, { output }: Context): number {
  const most = ROLE_SECONDS.usual;
  if (value <= most) return value;
  const what = `${sourceName(source)} is ${formatDuration(value)}, but a role that is assumed with a session lasts ${formatDuration(most)} at most.`;
  output.say('note', what);
  return most;
}
