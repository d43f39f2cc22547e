/**
 * Everything that can be known before anybody is asked for a code: whose keys, which device, which section, where
 * STS is. One pure function from files, environment and request to a plan, or to the error that says what is missing.
 */
import { AwsMfaError } from '../../errors.ts';
import { chooseMfaProfile } from '../profiles/choose-mfa-profile.ts';
import type { Keys } from '../ini/section-values.ts';
import { chooseRegion, isRegion } from '../sts/choose-region.ts';
import { parseSessionDuration, SESSION_SECONDS } from './duration.ts';
import type { Environment } from '../environment.ts';
import type { LoginRequest } from './login-request.ts';
import { profilesOf, settingOf, type Profile, type SharedFiles } from '../profiles/profile.ts';
import { resolveBase, type ResolvedBase } from '../profiles/resolve-base.ts';
import { checkSerialNumber, findSerialNumber } from '../sts/serial-number.ts';
import { NoDevice } from './no-device.ts';
import type { Origin } from './session.ts';
import type { Sourced } from '../sourced.ts';
import { checkEndpoint, hostOf } from '../sts/sts-endpoint.ts';

export interface SessionPlan {
  base: ResolvedBase;
  mfaProfile: string;
  serialNumber: Sourced<string>;
  region: Sourced<string>;
  /** Only where the person has set one. */
  endpoint: Sourced<string> | undefined;
  /** Seconds. */
  duration: Sourced<number>;
  /** What the MFA profile holds now in the credentials file. */
  stored: Keys | undefined;
  /** The region to write beside the session, where the base has one and the MFA profile has none anywhere. */
  regionToCopy: string | undefined;
  /** Decisions the person did not make and may want to know of. */
  notes: string[];
  /** Where the device was looked for just now, and the person wants it kept. */
  saveDevice?: boolean;
}

/** @throws AwsMfaError `usage` or `configuration`; `NoDevice` where nothing is missing but the device */
export function planSession(
  request: LoginRequest,
  environment: Environment,
  files: SharedFiles,
): SessionPlan {
  const profiles = profilesOf(files);
  const base = resolveBase(request.profile, profiles, environment);
  const mfaProfile = chooseMfaProfile(request.mfaProfile, base, profiles, files.credentials);
  const baseProfile = profiles.get(base.name);
  const target = profiles.get(mfaProfile);
  const serialNumber = findSerialNumber({
    flag: request.serialNumber,
    base: baseProfile,
    mfaProfile: target,
    credentials: files.credentials,
    baseName: base.name,
    environment: environment.serialNumber,
  });
  const settings = [environment.region, settingOf(baseProfile, 'region'), settingOf(target, 'region')];
  if (!serialNumber) throw new NoDevice(base, chooseRegion(request.region, settings, '').region.value);
  checkSerialNumber(serialNumber);
  const { region, note } = chooseRegion(request.region, settings, serialNumber.value);
  if (environment.endpoint) checkEndpoint(environment.endpoint);
  return {
    base,
    mfaProfile,
    serialNumber,
    region,
    endpoint: environment.endpoint,
    duration: request.duration ?? configuredDuration(target),
    stored: files.credentials.get(mfaProfile),
    regionToCopy: settingOf(target, 'region') ? undefined : usableRegion(baseProfile),
    notes: [base.note, note, shadowedSession(target)].filter((text) => text !== undefined),
  };
}

function usableRegion(base: Profile | undefined): string | undefined {
  const region = settingOf(base, 'region')?.value;
  return region && isRegion(region) ? region : undefined;
}

/** Settings of the MFA profile that beat the keys beside them: in every tool, and in the AWS CLI. */
function shadowedSession(target: Profile | undefined): string | undefined {
  const key = ['role_arn', 'sso_session', 'sso_start_url'].find((name) => settingOf(target, name));
  if (!target || !key) return undefined;
  const from = settingOf(target, key)?.from ?? key;
  return `${from} wins over the session: --profile ${target.name} will not use it. Remove it, or take another --mfa-profile.`;
}

/** What a session of this plan is made from. */
export function originOf(plan: SessionPlan): Origin {
  return { base: plan.base.name, serialNumber: plan.serialNumber.value };
}

function configuredDuration(mfaProfile: Profile | undefined): Sourced<number> {
  const set = settingOf(mfaProfile, 'duration_seconds');
  if (!set) return { value: SESSION_SECONDS.usual, from: 'default' };
  const seconds = parseSessionDuration(set.value);
  if (seconds !== undefined) return { value: seconds, from: set.from };
  throw new AwsMfaError(
    'configuration',
    `${set.from} must be 900 to 129600 seconds.`,
    `Mend it: \`aws configure set duration_seconds 43200 --profile ${mfaProfile?.name ?? 'mfa'}\``,
  );
}

/** Where STS is asked, as people would say it. */
export function endpointName(plan: SessionPlan): string {
  return plan.endpoint ? hostOf(plan.endpoint.value) : `STS in ${plan.region.value}`;
}

/** Where every value came from, a line each. */
export function planLines(plan: SessionPlan): string[] {
  return [
    `base profile: ${plan.base.name} (access key …${plan.base.keys.accessKeyId.slice(-4)})`,
    `MFA profile: ${plan.mfaProfile}`,
    `device: ${plan.serialNumber.value} (${plan.serialNumber.from})`,
    `region: ${plan.region.value} (${plan.region.from})`,
    `endpoint: ${endpointName(plan)}${plan.endpoint ? ` (${plan.endpoint.from})` : ''}`,
    `duration: ${plan.duration.value} s (${plan.duration.from})`,
  ];
}
