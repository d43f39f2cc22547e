/** Checks the device and the settings (region, endpoint, proxy, duration) with the functions that a login uses. */
import { settingOf, type Profiles, configureSet, profileFlag } from '../../profiles/profile.ts';
import type { SharedFiles } from '../../shared-files/section-values.ts';
import { planSession, type SessionPlan } from '../../login/plan-session.ts';
import { type Sourced, sourceName } from '../../source.ts';
import { ok, trouble, warning, type Finding } from './finding.ts';
import type { Environment } from '../../environment.ts';
import type { LoginRequest } from '../../login/login-request.ts';
import { AwsMfaError, adviceText } from '../../errors.ts';
import type { ResolvedBase } from '../../profiles/resolve-base.ts';
import { findSerialNumber, noSerialNumber, wrongSerialNumber } from '../../session/serial-number.ts';

/** The form of a key fob's number, which is of no partition: without a device the rest can be looked at all the same. */
const STAND_IN: Sourced<string> = { value: 'GAHT12345678', source: { kind: 'stand-in' } };

/** @param hasDevice whether a login would find a device that can work */
export function examinePlan(
  mfaProfile: string,
  profiles: Profiles,
  hasDevice: boolean,
  { request, environment, files }: PlanInput,
): { plan?: SessionPlan; findings: Finding[] } {
  const planned = hasDevice ? request : { ...request, serialNumber: STAND_IN };
  const { value: plan, error } = attempt(() => planSession(planned, environment, files));
  if (error) return { findings: [trouble('settings', error)] };
  const { base, region, notes } = plan;
  const target = profiles.get(mfaProfile);
  // What wins over the session is told with the session, and how the base was found with the base.
  const findings = notes
    .filter(({ about }) => about !== 'base' && about !== 'shadow')
    .map((note) => warning('settings', adviceText(note)));
  const regions = [settingOf(profiles.get(base.name), 'region'), settingOf(target, 'region')];
  if (![environment.region, ...regions].some(Boolean)) findings.push(noRegion(base.name, mfaProfile));
  return {
    plan,
    findings:
      findings.length > 0 ? findings : [ok('settings', `base [${base.name}]`, `region ${region.value}`)],
  };
}

/** A login gets by without one, and has none to give to the session. */
function noRegion(base: string, mfaProfile: string): Finding {
  return warning(
    'settings',
    `No region is set for [${mfaProfile}] or its base: the AWS CLI wants --region with nearly every command.`,
    `For example: ${configureSet('region', 'us-east-1', profileFlag(base))}`,
  );
}

/** What a login would be planned from. */
export interface PlanInput {
  request: LoginRequest;
  environment: Environment;
  files: SharedFiles;
}

/** A function of the login's, called for what it gives or for the error that a login would end with. */
export type Attempt<T> = { value: T; error?: undefined } | { value?: undefined; error: AwsMfaError };

/** @throws whatever is no fault of the set-up: a mistake on the command line, or of this program */
export function attempt<T>(call: () => T): Attempt<T> {
  try {
    return { value: call() };
  } catch (error) {
    return { error: faultOf(error) };
  }
}

/** The error as a finding can tell it. @throws the error itself, as {@link attempt} does */
export function faultOf(error: unknown): AwsMfaError {
  if (error instanceof AwsMfaError && FAULTS.includes(error.kind)) return error;
  throw error;
}

const FAULTS: readonly string[] = ['configuration', 'refused', 'unreachable'];

/** @returns the device where it can work */
export function examineDevice(
  base: ResolvedBase,
  mfaProfile: string,
  profiles: Profiles,
  { request, environment, files }: PlanInput,
): { device?: Sourced<string>; finding: Finding } {
  const device = findSerialNumber({
    flag: request.serialNumber,
    base: profiles.get(base.name),
    mfaProfile: profiles.get(mfaProfile),
    credentials: files.credentials,
    baseName: base.name,
    environment: environment.serialNumber,
  });
  if (!device) return { finding: trouble('device', noSerialNumber(base.name)) };
  const wrong = wrongSerialNumber(device);
  if (wrong) return { finding: trouble('device', wrong) };
  return { device, finding: ok('device', 'device', `${device.value} (${sourceName(device.source)})`) };
}
