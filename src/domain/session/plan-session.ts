/**
 * Everything that can be known before anybody is asked for a code: whose keys, which device, which section, where
 * STS is. One pure function from files, environment and request to a plan, or to the error that says what is missing.
 */
import { AwsMfaError } from '../../errors.ts';
import { chooseMfaProfile } from '../profiles/choose-mfa-profile.ts';
import type { Keys } from '../ini/section-values.ts';
import { chooseEndpoint, type ChosenEndpoint } from '../sts/choose-endpoint.ts';
import { chooseRegion, isRegion } from '../sts/choose-region.ts';
import { parseSessionDuration, SESSION_SECONDS } from './duration.ts';
import type { Environment } from '../environment.ts';
import type { LoginRequest } from './login-request.ts';
import { profilesOf, settingOf, type Profile, type SharedFiles } from '../profiles/profile.ts';
import { resolveBase, type ResolvedBase } from '../profiles/resolve-base.ts';
import { checkSerialNumber, findSerialNumber, noSerialNumber } from '../sts/serial-number.ts';
import type { Origin } from './session.ts';
import type { Sourced } from '../sourced.ts';
import { planNetwork, type NetworkPlan } from '../network/network-plan.ts';
import { checkEndpoint } from '../sts/sts-endpoint.ts';
import { stsUrl } from '../sts/partition.ts';

export interface SessionPlan {
  base: ResolvedBase;
  mfaProfile: string;
  serialNumber: Sourced<string>;
  region: Sourced<string>;
  endpoint: ChosenEndpoint['endpoint'];
  fips: ChosenEndpoint['fips'];
  dualstack: ChosenEndpoint['dualstack'];
  network: NetworkPlan;
  /** Seconds. */
  duration: Sourced<number>;
  /** The base's own command that prints a code. */
  codeCommand: Sourced<string> | undefined;
  /** What the MFA profile holds now in the credentials file. */
  stored: Keys | undefined;
  /** The region to write beside the session, where the base has one and the MFA profile has none anywhere. */
  regionToCopy: string | undefined;
  /** Decisions the person did not make and may want to know of. */
  notes: string[];
}

/** @throws AwsMfaError `usage` or `configuration` */
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
  if (!serialNumber) throw noSerialNumber(base.name);
  checkSerialNumber(serialNumber);
  const settings = [environment.region, settingOf(baseProfile, 'region'), settingOf(target, 'region')];
  const { region, note } = chooseRegion(request.region, settings, serialNumber.value);
  const { endpoint, fips, dualstack } = chooseEndpoint(environment, baseProfile, files.config);
  if (endpoint) checkEndpoint(endpoint);
  return {
    base,
    mfaProfile,
    serialNumber,
    region,
    endpoint,
    fips,
    dualstack,
    network: planNetwork(endpoint?.value ?? stsUrl(region.value), environment, baseProfile),
    duration: request.duration ?? configuredDuration(target),
    codeCommand: settingOf(baseProfile, 'mfa_process'),
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
