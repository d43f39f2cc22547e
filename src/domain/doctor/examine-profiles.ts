/** The profiles as a login would take them: whose keys, into which section, by which device, and how it is asked for. */
import { profilesOf, type Profiles } from '../profiles/profile.ts';
import { ENVIRONMENT_BASE, resolveBase, type ResolvedBase } from '../profiles/resolve-base.ts';
import { chooseProfiles } from '../session/choose-profiles.ts';
import type { SessionPlan } from '../session/plan-session.ts';
import type { Sourced } from '../sourced.ts';
import { attempt } from './attempt.ts';
import { examineDevice } from './examine-device.ts';
import { examinePlan } from './examine-plan.ts';
import { notChecked, ok, trouble, type CheckId, type Finding } from './finding.ts';
import type { PlanInput } from './plan-input.ts';

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
  if (error && named?.from === 'AWS_PROFILE' && !profiles.has(named.value)) {
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
    : `keys by ${process?.from ?? 'a command'}, which is not run here`;
  return ok('base', aboutBase(base), guessed ? `${what}, the only ones there are` : what);
}

/** The base as findings call it. */
function aboutBase({ name }: ResolvedBase): string {
  return name === ENVIRONMENT_BASE ? 'base, from the environment' : `base [${name}]`;
}
