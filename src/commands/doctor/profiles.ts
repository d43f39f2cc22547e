/** Checks the base profile, the MFA profile and role profiles with the functions that a login uses. */
import { profilesOf, type Profiles, type Profile, ENVIRONMENT_BASE } from '../../profiles/profile.ts';
import { resolveBase, type ResolvedBase } from '../../profiles/resolve-base.ts';
import { chooseProfiles } from '../../login/choose-profiles.ts';
import type { SessionPlan } from '../../login/plan-session.ts';
import { type Sourced, isGivenBy, sourceName } from '../../source.ts';
import { attempt, examineDevice, examinePlan, type PlanInput } from './plan.ts';
import { notChecked, ok, trouble, type CheckId, type Finding } from './finding.ts';
import { namesOn, rolesBySection } from '../../profiles/role-profiles.ts';
import { roleNotes } from '../../login/file-notes.ts';
import type { IniFile } from '../../shared-files/ini-file.ts';

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
      findings: [trouble('base', error), ...notChecked('there is no base', ...FROM_MFA_PROFILE)],
    };
  }
  const chosen = attempt(() => chooseProfiles(request, environment, files));
  if (chosen.error) {
    const rest = notChecked('there is no MFA profile', ...FROM_DEVICE);
    return { profiles, base, findings: [baseFinding(base), trouble('mfa-profile', chosen.error), ...rest] };
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
    .map((note) => trouble('role-profiles', note));
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
export function placesIn(files: NamedFiles): PlaceOf {
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
