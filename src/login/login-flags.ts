/** The command that gets the session of a plan, for hints. */
import { mfaProfileOf } from '../profiles/mfa-record.ts';
import { ENVIRONMENT_BASE, profilesOf } from '../profiles/profile.ts';
import { type Sourced, isGivenBy } from '../source.ts';
import { option } from '../text/shell-command.ts';
import type { LoginPlan } from './plan-session.ts';

/** The options of the login that gets the session of this plan. */
export function loginFlags(plan: LoginPlan, isProfileSet: boolean): string[] {
  const { base, mfaProfile, role, serialNumber, stored, files } = plan;
  // The stored session of a role is renewed by its section.
  if (role && stored?.get('x_principal_arn') === role.arn.value) return option('--profile', mfaProfile);
  const isDefault = base.name === ENVIRONMENT_BASE || (base.name === 'default' && !isProfileSet);
  const section = role ? undefined : mfaProfileOf(base.name, profilesOf(files));
  // What was typed is in no file.
  const typed = (name: string, value: Sourced<string> | undefined) =>
    value && isGivenBy(value.source, name) ? option(name, value.value) : [];
  return [
    ...(isDefault ? [] : option('--profile', base.name)),
    ...(role ? option('--role-arn', role.arn.value) : []),
    ...typed('--role-session-name', role?.sessionName),
    ...typed('--external-id', role?.externalId),
    ...(section === mfaProfile ? [] : option('--mfa-profile', mfaProfile)),
    ...typed('--serial-number', serialNumber),
  ];
}
