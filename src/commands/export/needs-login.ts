/** The error of a `credential_process` that has no session: one line, with the login that would get it. */
import { AwsMfaError } from '../../errors.ts';
import type { LoginPlan } from '../../login/plan-session.ts';
import { mfaProfileOf } from '../../profiles/mfa-record.ts';
import { ENVIRONMENT_BASE, profilesOf } from '../../profiles/profile.ts';
import { expiryOf } from '../../session/duration-and-expiry.ts';
import { type Sourced, isGivenBy } from '../../source.ts';
import { option, shellCommand } from '../../text/shell-command.ts';

/**
 * One line without a hint, because SDKs show what the process prints.
 * @param isProfileSet whether AWS_PROFILE is set
 */
export function needsLogin(plan: LoginPlan, isProfileSet: boolean, now: Date): AwsMfaError {
  const login = shellCommand('aws-mfa', 'login', ...loginFlags(plan, isProfileSet));
  return new AwsMfaError('nobody_to_ask', `${whatIsStored(plan, now)}. In a terminal, run: ${login}`);
}

function whatIsStored({ mfaProfile, stored }: LoginPlan, now: Date): string {
  if (!stored?.has('aws_session_token')) return `There is no MFA session in [${mfaProfile}]`;
  if (!stored.has('x_source_profile')) return `The session in [${mfaProfile}] was written by another tool`;
  const expiry = expiryOf(stored);
  if (!expiry) return `The expiry of the MFA session in [${mfaProfile}] is unknown`;
  return expiry > now
    ? `A new MFA session for [${mfaProfile}] needs a code`
    : `The MFA session in [${mfaProfile}] has expired`;
}

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
