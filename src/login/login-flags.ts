/** The options after `aws-mfa login` that lead to the session of a plan again. */
import { option } from '../text/shell-command.ts';
import { sessionSection } from '../profiles/choose-mfa-profile.ts';
import type { Sections } from '../shared-files/section-values.ts';
import { ENVIRONMENT_BASE } from '../profiles/profile.ts';
import { type Sourced, isGivenBy } from '../source.ts';
import type { SessionPlan } from './plan-session.ts';

/** @param otherwise whether something else than `default` would be taken where no profile is named */
export function loginFlags(
  { base, mfaProfile, role, serialNumber, stored }: SessionPlan,
  credentials: Sections,
  otherwise: boolean,
): string[] {
  // The session of a role that was there once is renewed by its section.
  if (role && stored?.get('x_principal_arn') === role.arn.value) return option('--profile', mfaProfile);
  const isUnderstood = base.name === ENVIRONMENT_BASE || (base.name === 'default' && !otherwise);
  const section = role ? undefined : sessionSection(base.name, credentials);
  return [
    ...(isUnderstood ? [] : option('--profile', base.name)),
    ...(role ? option('--role-arn', role.arn.value) : []),
    ...asTyped('--role-session-name', role?.sessionName),
    ...asTyped('--external-id', role?.externalId),
    ...(section === mfaProfile ? [] : option('--mfa-profile', mfaProfile)),
    ...asTyped('--serial-number', serialNumber),
  ];
}

/** What no file says would be missing. */
function asTyped(name: string, value: Sourced<string> | undefined): string[] {
  return value && isGivenBy(value.source, name) ? option(name, value.value) : [];
}
