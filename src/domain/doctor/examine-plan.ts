/** The rest of a login's plan: region, endpoint, proxy, duration. */
import { settingOf, type Profiles } from '../profiles/profile.ts';
import { configureSet, profileFlag } from '../profiles/profile-flag.ts';
import { planSession, shadowedSession, type SessionPlan } from '../session/plan-session.ts';
import type { Sourced } from '../sourced.ts';
import { attempt } from './attempt.ts';
import { ok, trouble, warning, type Finding } from './finding.ts';
import type { PlanInput } from './plan-input.ts';

/** The form of a key fob's number, which is of no partition: without a device the rest can be looked at all the same. */
const STAND_IN: Sourced<string> = { value: 'GAHT12345678', from: 'the doctor' };

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
  const told = [base.note, shadowedSession(target)];
  const findings = notes.filter((note) => !told.includes(note)).map((note) => warning('settings', note));
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
