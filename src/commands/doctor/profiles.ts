/**
 * Checks the profiles, the device and the settings (region, endpoint, proxy, duration) with the functions that a login
 * uses.
 */
import {
  profilesOf,
  type Profiles,
  type Profile,
  ENVIRONMENT_BASE,
  settingOf,
  configureSet,
  profileFlag,
} from '../../profiles/profile.ts';
import { resolveBase, type ResolvedBase } from '../../profiles/resolve-base.ts';
import { chooseProfiles } from '../../login/choose-profiles.ts';
import { type SessionPlan, planSession } from '../../login/plan-session.ts';
import { type Sourced, isGivenBy, sourceName } from '../../source.ts';
import { notChecked, ok, problem, type CheckId, type Finding, warning } from './finding.ts';
import { namesOn, rolesBySection } from '../../profiles/profile-kind.ts';
import { roleNotes } from '../../login/file-notes.ts';
import type { IniFile } from '../../shared-files/ini-file.ts';
import type { SharedFiles } from '../../shared-files/section-values.ts';
import type { Environment } from '../../environment.ts';
import type { LoginRequest } from '../../login/login-request.ts';
import { AwsMfaError, adviceText } from '../../errors.ts';
import { findSerialNumber, noSerialNumber, wrongSerialNumber } from '../../session/mfa-device.ts';

/** Each of them is missing where it, or what it rests on, is not to be had. */
export interface ExaminedProfiles {
  profiles: Profiles;
  base?: ResolvedBase;
  mfaProfile?: string;
  /** One that can work. */
  device?: Sourced<string>;
  /** What a login would go by, but for the device, which may be missing. */
  plan?: SessionPlan;
  findings: Finding[];
}

const FROM_DEVICE: CheckId[] = ['device', 'settings'];
const FROM_MFA_PROFILE: CheckId[] = ['mfa-profile', ...FROM_DEVICE];
export const PROFILE_CHECKS: readonly CheckId[] = ['base', ...FROM_MFA_PROFILE];

/** @throws AwsMfaError `usage` where what was typed cannot be meant */
export function examineProfiles(input: PlanInput): ExaminedProfiles {
  const { request, environment, files } = input;
  const profiles = profilesOf(files);
  const named = request.profile;
  const { value: base, error } = attempt(() => resolveBase(named, profiles, environment));
  // That is told of the environment.
  if (error && named && isGivenBy(named.source, 'AWS_PROFILE') && !profiles.has(named.value)) {
    return { profiles, findings: notChecked('AWS_PROFILE names no profile', ...PROFILE_CHECKS) };
  }
  if (error) {
    return {
      profiles,
      findings: [problem('base', error), ...notChecked('there is no base', ...FROM_MFA_PROFILE)],
    };
  }
  const chosen = attempt(() => chooseProfiles(request, environment, files));
  if (chosen.error) {
    const rest = notChecked('there is no MFA profile', ...FROM_DEVICE);
    return { profiles, base, findings: [baseFinding(base), problem('mfa-profile', chosen.error), ...rest] };
  }
  const { mfaProfile } = chosen.value;
  const { device, finding } = examineDevice(base, mfaProfile, profiles, input);
  const { plan, findings } = examinePlan(mfaProfile, profiles, device !== undefined, input);
  const section = ok('mfa-profile', aboutBase(base), `session in [${mfaProfile}]`);
  return {
    profiles,
    base,
    mfaProfile,
    ...(device && { device }),
    ...(plan && { plan }),
    findings: [baseFinding(base), section, ...findings, finding],
  };
}

function baseFinding(base: ResolvedBase): Finding {
  const { keys, process, guessed } = base;
  const what = keys
    ? `long-term keys …${keys.accessKeyId.slice(-4)}`
    : `keys by ${process ? sourceName(process.source) : 'a command'}, which is not run here`;
  return ok('base', aboutBase(base), guessed ? `${what}, the only ones there are` : what);
}

/** The base as findings call it. */
function aboutBase({ name }: ResolvedBase): string {
  return name === ENVIRONMENT_BASE ? 'base, from the environment' : `base [${name}]`;
}

/** @param sections that hold a session, or are to receive one */
export function roleFindings(sections: readonly string[], profiles: Profiles, files: NamedFiles): Finding[] {
  const roles = rolesBySection(profiles);
  const placeOf = placesIn(files);
  const found = [...new Set(sections)]
    .flatMap((section) => roleNotes(section, roles, placeOf))
    .map((note) => problem('role-profiles', note));
  if (found.length > 0) return found;
  const names = [...new Set(sections.flatMap((section) => namesOn(section, roles)))].join(', ');
  const what = names === '' ? 'no role rests on a session' : `nothing is in the way of the roles ${names}`;
  return [ok('role-profiles', 'profiles', what)];
}

/** Both files as they were read, by the name that {@link Profile.layers} has for them, and as the person knows them. */
export type NamedFiles = Record<'credentials' | 'config', { path: string; file: IniFile }>;

/** `~/.aws/config, line 7` for the setting that counts, which is the last one. Undefined if there is none. */
export type PlaceOf = (profile: Profile, key: string) => string | undefined;

/** Goes through both files once, however many settings are asked for. */
function placesIn(files: NamedFiles): PlaceOf {
  const lines = { credentials: lineNumbers(files.credentials.file), config: lineNumbers(files.config.file) };
  return (profile, key) => {
    for (const { file, header, keys } of profile.layers.toReversed()) {
      if (!keys.get(key)) continue;
      const line = lines[file].get(header)?.get(key) ?? lines[file].get('DEFAULT')?.get(key);
      if (line !== undefined) return `${files[file].path}, line ${line}`;
    }
    return undefined;
  };
}

/** Section → key → line of the last one, counted from 1. */
function lineNumbers({ sections }: IniFile): Map<string, Map<string, number>> {
  const lines = new Map<string, Map<string, number>>();
  for (const { name, keys } of sections) {
    const inSection = lines.get(name) ?? new Map<string, number>();
    for (const key of keys) inSection.set(key.name, key.first + 1);
    lines.set(name, inSection);
  }
  return lines;
}

/** The form of a key fob's number, which is of no partition: without a device the rest can be looked at all the same. */
const STAND_IN: Sourced<string> = { value: 'GAHT12345678', source: { kind: 'stand-in' } };

/** @param hasDevice whether a login would find a device that can work */
function examinePlan(
  mfaProfile: string,
  profiles: Profiles,
  hasDevice: boolean,
  { request, environment, files }: PlanInput,
): { plan?: SessionPlan; findings: Finding[] } {
  const planned = hasDevice ? request : { ...request, serialNumber: STAND_IN };
  const { value: plan, error } = attempt(() => planSession(planned, environment, files));
  if (error) return { findings: [problem('settings', error)] };
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
function examineDevice(
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
  if (!device) return { finding: problem('device', noSerialNumber(base.name)) };
  const wrong = wrongSerialNumber(device);
  if (wrong) return { finding: problem('device', wrong) };
  return { device, finding: ok('device', 'device', `${device.value} (${sourceName(device.source)})`) };
}
