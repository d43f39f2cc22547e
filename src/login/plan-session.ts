/**
 * Plans a session before a code is asked for: base profile, device, MFA profile, region, endpoint, duration. A pure
 * function of the request, the environment and the two files.
 */
import { option, shellCommand } from '../text/shell-command.ts';
import type { Keys } from '../shared-files/section-values.ts';
import { chooseTarget, type ChosenTarget } from '../aws/endpoint.ts';
import { chooseProfiles, plannedRole } from './choose-profiles.ts';
import { chooseDuration } from '../session/duration-and-expiry.ts';
import type { Environment } from '../environment.ts';
import { needsPrompt, withCodeCommand, type CodeSource } from './code-source.ts';
import type { LoginRequest } from './login-request.ts';
import type { Role } from '../session/role.ts';
import { beatsSession, type LongTermKeys } from '../profiles/profile-kind.ts';
import { settingOf, type Profile, type Profiles } from '../profiles/profile.ts';
import { accountOfArn, accountOfBase } from '../profiles/accounts.ts';
import { checkRolePartition } from './role-checks.ts';
import { hasOtherBase, needsRecord, recordOf, RECORD_KEYS } from '../profiles/mfa-record.ts';
import type { ResolvedBase } from '../profiles/resolve-base.ts';
import { findSerialNumber, noSerialNumber, wrongSerialNumber } from '../session/mfa-device.ts';
import { recordKeys, type Origin } from '../session/session-keys.ts';
import { type FileSetting, type Sourced, sourceName } from '../source.ts';
import { chooseRegion, isRegion } from '../profiles/regions.ts';
import type { OpenedFiles } from '../shared-files/read-shared-files.ts';
import { AwsMfaError, type Advice } from '../errors.ts';

/** Everything that is decided before a code is asked for. */
export interface LoginPlan extends ChosenTarget, OpenedFiles {
  request: LoginRequest;
  base: ResolvedBase;
  mfaProfile: string;
  serialNumber: Sourced<string>;
  /** Undefined for a session of the user's own. */
  role: Role | undefined;
  /** Seconds. */
  duration: Sourced<number>;
  /** That of the request, or the command that the base profile names. */
  code: CodeSource;
  /** What the MFA profile holds in the credentials file. */
  stored: Keys | undefined;
  /** Seconds that the stored session must still last; undefined if it must be a new one. */
  minRemaining: number | undefined;
  /** The region to write for the MFA profile, if it has none: that of the role profile, else of the base profile. */
  regionToCopy: FileSetting | undefined;
  /** What the config file has to remember of the MFA profile, its base profile first; nothing if it does already. */
  record: RecordPairs;
  /** Decisions that the user did not make. */
  notes: PlanNote[];
  /** The device was looked up in IAM, and the user wants it saved. */
  saveDevice?: boolean;
  /** Why a new session cannot be made, or would be of no use. */
  unrenewable?: AwsMfaError | undefined;
}

/** A plan with the keys to sign its request. */
export type KeyedPlan = LoginPlan & { base: { keys: LongTermKeys } };

interface PlanNote extends Advice {
  about: 'base' | 'region' | 'shadow' | 'role';
}

/** @throws AwsMfaError `usage` or `configuration`; `NoDevice` if only the device is missing */
export function planSession(request: LoginRequest, environment: Environment, opened: OpenedFiles): LoginPlan {
  const { credentials, config } = opened.files;
  const { profiles, base, mfaProfile, asked } = chooseProfiles(request, environment, opened.files);
  const baseProfile = profiles.get(base.name);
  const roleProfile = asked?.profile?.profile;
  const target = profiles.get(mfaProfile);
  const serialNumber = findSerialNumber({
    flag: request.serialNumber ?? settingOf(roleProfile, 'mfa_serial'),
    base: base.name,
    mfaProfile,
    profiles,
    credentials,
    environment: environment.serialNumber,
  });
  const ownRegion = [roleProfile, baseProfile].map((profile) => settingOf(profile, 'region'));
  // What was copied to it from another base profile is not this one's.
  const isCopied = hasOtherBase(base.name, mfaProfile, profiles);
  const settings = [environment.region, ...ownRegion, isCopied ? undefined : settingOf(target, 'region')];
  if (!serialNumber && base.gone) throw base.gone;
  if (!serialNumber)
    throw new NoDevice(base, chooseRegion(request.region, settings, asked?.arn.value ?? '').region);
  const wrong = wrongSerialNumber(serialNumber);
  if (wrong) throw wrong;
  const role = asked && plannedRole(asked, request, { base, serialNumber }, recordOf(target));
  // The number of a hardware token has no partition. That of the role is the same: roles cannot be assumed across partitions.
  const arn = role && !serialNumber.value.startsWith('arn:') ? role.arn.value : serialNumber.value;
  const { region, note } = chooseRegion(request.region, settings, arn);
  if (request.mfaProfile === undefined)
    checkRoleFits(request.profile?.value ?? 'default', { base, serialNumber, mfaProfile }, profiles);
  const stored = credentials.get(mfaProfile);
  const duration = chooseDuration(request.duration, role !== undefined, [roleProfile, target]);
  const code = withCodeCommand(request.code, settingOf(baseProfile, 'mfa_process'));
  return {
    ...opened,
    request,
    base,
    mfaProfile,
    serialNumber,
    role,
    ...chooseTarget('sts', { region, profile: baseProfile, config, environment }),
    duration,
    code,
    stored,
    unrenewable: base.gone,
    minRemaining: minRemainingFor(request, { role, duration, code }),
    regionToCopy: settingOf(target, 'region')
      ? undefined
      : ownRegion.find((region) => region && isRegion(region.value)),
    record:
      request.writesSession && needsRecord(base.name, mfaProfile, profiles)
        ? recordFor(target, originOf({ base, serialNumber, role }))
        : [],
    notes: [
      ...noteOn('base', base.note),
      ...noteOn('region', note),
      ...noteOn('shadow', shadowedSession(target)),
      ...(role || !request.writesSession ? [] : replacedRole(mfaProfile, stored)),
    ],
  };
}

/**
 * Seconds that the stored session must still last; undefined if it must be a new one. A session of a role often lasts
 * one hour in all, so that a quarter of its duration is enough unless the user says otherwise.
 */
export function minRemainingFor(
  { minRemaining, wantsNew, defaults }: Pick<LoginRequest, 'minRemaining' | 'wantsNew' | 'defaults'>,
  { role, duration, code }: Pick<LoginPlan, 'role' | 'duration' | 'code'>,
): number | undefined {
  if (minRemaining !== undefined) return minRemaining;
  if (wantsNew) return undefined;
  const unattended = needsPrompt(code) ? undefined : defaults.minRemainingUnattended;
  const usual = unattended ?? defaults.minRemaining;
  return role ? Math.min(usual, duration.value / 4) : usual;
}

function noteOn(about: PlanNote['about'], message: string | undefined): PlanNote[] {
  return message === undefined ? [] : [{ about, message }];
}

function shadowedSession(target: Profile | undefined): string | undefined {
  const winner = beatsSession(target);
  if (!target || !winner) return undefined;
  return `${sourceName(winner.source)} overrides the session, so ${shellCommand(...option('--profile', target.name))} will not use it. Remove that line, or choose another --mfa-profile.`;
}

/** With --mfa-profile alone, the user may have meant the role. */
function replacedRole(section: string, stored: Keys | undefined): PlanNote[] {
  const arn = stored?.get('x_principal_arn');
  if (!arn) return [];
  const message = `[${section}] holds a session of ${arn}. A session of your user replaces it.`;
  const hint = `To renew the session of the role instead:\n${shellCommand('aws-mfa', 'login', ...option('--profile', section))}`;
  return [{ about: 'role', message, hint }];
}

/** @throws AwsMfaError `configuration` if the profile is a role profile in another partition than this session */
export function checkRoleFits(
  name: string,
  { base, serialNumber, mfaProfile }: Pick<LoginPlan, 'base' | 'serialNumber' | 'mfaProfile'>,
  profiles: Profiles,
): void {
  const account = accountOfArn(serialNumber.value);
  const partition = account.partition ?? accountOfBase(base.name, profiles).partition;
  checkRolePartition(name, { ...account, partition, section: mfaProfile }, profiles);
}

type RecordPairs = ReturnType<typeof recordKeys>;

/** Nothing if the config file has it. */
function recordFor(target: Profile | undefined, origin: Origin): RecordPairs {
  const keys = target?.layers.find(({ file }) => file === 'config')?.keys;
  const record = recordKeys(origin);
  const wanted = new Map(record);
  return RECORD_KEYS.every((key) => keys?.get(key) === wanted.get(key)) ? [] : record;
}

/** What a session of this plan is made from. */
export function originOf({
  base,
  serialNumber,
  role,
}: Pick<LoginPlan, 'base' | 'serialNumber' | 'role'>): Origin {
  return {
    base: base.name,
    serialNumber: serialNumber.value,
    role: role?.arn.value,
    externalId: role?.externalId?.value,
    // Only if the user chose it.
    roleSessionName: role?.sessionName.source.kind === 'derived' ? undefined : role?.sessionName.value,
  };
}

/** The error of a plan that lacks only the device, with what is needed to look for one. */
export class NoDevice extends AwsMfaError {
  constructor(
    readonly base: ResolvedBase,
    /** Whose STS would be asked. */
    readonly region: Sourced<string>,
  ) {
    const { code, message, hint } = noSerialNumber(base.name);
    super(code, message, hint);
  }
}
