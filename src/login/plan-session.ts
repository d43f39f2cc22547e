/**
 * Plans a session before a code is asked for: whose keys, which device, which section, where STS is. A pure function of
 * files, environment and request.
 */
import { option, shellCommand } from '../text/shell-command.ts';
import type { Keys, SharedFiles } from '../shared-files/section-values.ts';
import { chooseEndpoint, checkEndpoint, chooseRegion, isRegion } from '../aws/endpoint.ts';
import { chooseProfiles, plannedRole, recordedOfRole } from './choose-profiles.ts';
import { roleDuration, sessionDuration } from '../session/duration-and-expiry.ts';
import type { Environment } from '../environment.ts';
import { settledSource, type CodeSource, type LoginRequest } from './login-request.ts';
import type { Role } from '../session/role.ts';
import { beatsSession, type LongTermKeys } from '../profiles/profile-kind.ts';
import { settingOf, type Profile } from '../profiles/profile.ts';
import type { ResolvedBase } from '../profiles/resolve-base.ts';
import { checkSerialNumber, findSerialNumber, noSerialNumber } from '../session/mfa-device.ts';
import type { Origin } from '../session/session-keys.ts';
import { firstGiven, type Sourced, sourceName } from '../source.ts';
import { planNetwork } from '../aws/network.ts';
import type { ChosenTarget } from '../aws/target.ts';
import { serviceUrl } from '../session/partition.ts';
import type { SharedFilePaths, ReadFiles } from '../shared-files/read-shared-files.ts';
import { AwsMfaError, type Advice } from '../errors.ts';

/** Which session it is to be, how it is had, and where it goes. */
export interface SessionPlan extends ChosenTarget {
  base: ResolvedBase;
  mfaProfile: string;
  serialNumber: Sourced<string>;
  /** The role whose session it is; nothing for one of the user's own. */
  role: Role | undefined;
  /** Seconds. */
  duration: Sourced<number>;
  /** Where the code comes from, the base's own command included. */
  code: CodeSource;
  /** What the MFA profile holds now in the credentials file. */
  stored: Keys | undefined;
  /** The region to write beside the session, where the base has one and the MFA profile has none anywhere. */
  regionToCopy: string | undefined;
  /** Decisions the person did not make and may want to know of. */
  notes: PlanNote[];
  /** Where the device was looked for just now, and the person wants it kept. */
  saveDevice?: boolean;
  /** Whether the session is written to the MFA profile, and what goes with it to the config file. */
  isKept: boolean;
}

/** A decision that the person did not make: how the base was found, what the region, the section, or a role went by. */
export interface PlanNote extends Advice {
  about: 'base' | 'region' | 'shadow' | 'role';
}

function noteOn(about: PlanNote['about'], message: string | undefined): PlanNote[] {
  return message === undefined ? [] : [{ about, message }];
}

/** @throws AwsMfaError `usage` or `configuration`; `NoDevice` where nothing is missing but the device */
export function planSession(
  request: LoginRequest,
  environment: Environment,
  files: SharedFiles,
): SessionPlan {
  const { profiles, base, mfaProfile, asked } = chooseProfiles(request, environment, files);
  const baseProfile = profiles.get(base.name);
  const roleProfile = asked?.profile?.profile;
  const target = profiles.get(mfaProfile);
  const serialNumber = findSerialNumber({
    flag: firstGiven(request.serialNumber, settingOf(roleProfile, 'mfa_serial')),
    base: baseProfile,
    mfaProfile: target,
    credentials: files.credentials,
    baseName: base.name,
    environment: environment.serialNumber,
  });
  const settings = [environment.region, settingOf(baseProfile, 'region'), settingOf(target, 'region')];
  if (!serialNumber) {
    const place = asked?.arn.value ?? '';
    throw new NoDevice(base, chooseRegion(request.region, settings, place).region);
  }
  checkSerialNumber(serialNumber);
  const recorded = asked ? recordedOfRole(asked, mfaProfile, files.credentials) : {};
  const role = asked && plannedRole(asked, { request, base, serialNumber, recorded });
  // A key fob has no partition in its number; the role has one, and a user takes on roles of the same one only.
  const place = role && !serialNumber.value.startsWith('arn:') ? role.arn.value : serialNumber.value;
  const { region, note } = chooseRegion(request.region, settings, place);
  const { endpoint, fips, dualstack } = chooseEndpoint('sts', environment, baseProfile, files.config);
  if (endpoint) checkEndpoint(endpoint);
  const url = serviceUrl('sts', region.value, { fips: fips.value, dualstack: dualstack.value });
  const stored = files.credentials.get(mfaProfile);
  const replaced = role || !request.isKept ? undefined : replacedRole(mfaProfile, stored);
  return {
    base,
    mfaProfile,
    serialNumber,
    role,
    region,
    endpoint,
    fips,
    dualstack,
    network: planNetwork(endpoint?.value ?? url, environment, baseProfile),
    duration: role
      ? roleDuration(request.duration, roleProfile, target)
      : sessionDuration(request.duration, target),
    code: settledSource(request.code, settingOf(baseProfile, 'mfa_process')),
    stored,
    regionToCopy: settingOf(target, 'region') ? undefined : usableRegion(baseProfile),
    isKept: request.isKept,
    notes: [
      ...noteOn('base', base.note),
      ...noteOn('region', note),
      ...noteOn('shadow', shadowedSession(target)),
      ...(replaced ? [replaced] : []),
    ],
  };
}

function usableRegion(base: Profile | undefined): string | undefined {
  const region = settingOf(base, 'region')?.value;
  return region && isRegion(region) ? region : undefined;
}

function shadowedSession(target: Profile | undefined): string | undefined {
  const winner = beatsSession(target);
  if (!target || !winner) return undefined;
  return `${sourceName(winner.source)} wins over the session: ${shellCommand(...option('--profile', target.name))} will not use it. Remove it, or take another --mfa-profile.`;
}

/** Whoever names such a section by --mfa-profile alone may have meant the role. */
function replacedRole(section: string, stored: Keys | undefined): PlanNote | undefined {
  const arn = stored?.get('x_principal_arn');
  if (!arn) return undefined;
  return {
    about: 'role',
    message: `[${section}] holds a session of ${arn}; a plain one takes its place.`,
    hint: `To renew it instead: ${shellCommand('aws-mfa', 'login', ...option('--profile', section))}`,
  };
}

/** What a session of this plan is made from. */
export function originOf(plan: SessionPlan): Origin {
  const { base, serialNumber, role } = plan;
  return {
    base: base.name,
    serialNumber: serialNumber.value,
    role: role?.arn.value,
    externalId: role?.externalId?.value,
    roleSessionName: role?.givenName?.value,
  };
}

/** Both shared files. */
export interface OpenedFiles {
  paths: SharedFilePaths;
  /** The same as the person would write them. */
  shownPaths: SharedFilePaths;
  files: ReadFiles;
}

/** Everything that a login goes by, decided before a code is asked for. */
export interface LoginPlan extends SessionPlan, OpenedFiles {
  request: LoginRequest;
  /** Seconds that a stored session must still last; nothing where it must be a new one. */
  minRemaining: number | undefined;
  /** Why a new session would be of no use; undefined if it would be. */
  unrenewable?: AwsMfaError;
}

/** A plan with which AWS can be asked. */
export type KeyedPlan = LoginPlan & { base: { keys: LongTermKeys } };

/** The error of a plan that lacks nothing but the device, with what is needed to look for one. */
export class NoDevice extends AwsMfaError {
  /** @param region whose STS would be asked */
  constructor(
    readonly base: ResolvedBase,
    readonly region: Sourced<string>,
  ) {
    const { code, message, hint } = noSerialNumber(base.name);
    super(code, message, hint);
  }
}
