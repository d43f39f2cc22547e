/** The region for a command, or a shell, that gets the keys of a session instead of a profile. */
import type { Variables } from '../environment.ts';
import { profilesOf, settingOf } from '../profiles/profile.ts';
import type { LoginPlan } from './plan-session.ts';

export interface ChildRegion {
  /** `--region`: overrides the variables. */
  wanted: string | undefined;
  /** The profile's: used if no variable is set. */
  usual: string | undefined;
}

/** @param roleProfile that was selected, if one was */
export function childRegion(
  { request, mfaProfile, base, files }: LoginPlan,
  roleProfile?: string,
): ChildRegion {
  const profiles = profilesOf(files);
  const names = [roleProfile ?? request.profile?.value ?? mfaProfile, mfaProfile, base.name];
  const settings = names.map((name) => settingOf(profiles.get(name), 'region'));
  return { wanted: request.region?.value, usual: settings.find(Boolean)?.value };
}

/** The AWS CLI v1 and boto3 read only the second, the SDKs the first. */
const NAMES = ['AWS_REGION', 'AWS_DEFAULT_REGION'];

/** Both variables; none if no region is known. */
export function regionVariables(
  variables: Variables,
  { wanted, usual }: ChildRegion,
): [name: string, value: string][] {
  const region = wanted ?? NAMES.map((name) => variables[name]).find(Boolean) ?? usual;
  if (region === undefined) return [];
  return NAMES.map((name) => [name, (wanted === undefined && variables[name]) || region]);
}
