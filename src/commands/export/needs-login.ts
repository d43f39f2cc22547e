/** The error of a `credential_process` that has no session: one line, with the login that would get it. */
import { AwsMfaError } from '../../errors.ts';
import { loginFlags } from '../../login/nobody-to-ask.ts';
import type { LoginPlan } from '../../login/plan-session.ts';
import { expiryOf } from '../../session/duration-and-expiry.ts';
import { shellCommand } from '../../text/shell-command.ts';

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
