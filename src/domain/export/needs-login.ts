/** The error of an export that never asks: one line, for SDKs show what a `credential_process` says. */
import { AwsMfaError } from '../../errors.ts';
import { shellCommand } from '../../shell-command.ts';
import { expiryOf } from '../session/expiry.ts';
import type { SessionPlan } from '../session/plan-session.ts';

/** @param login the flags of a login that gets the session */
export function needsLogin(plan: SessionPlan, login: readonly string[], now: Date): AwsMfaError {
  return new AwsMfaError(
    'usage',
    `${whatIsThere(plan, now)}; in a terminal: ${shellCommand('aws-mfa', 'login', ...login)}`,
  );
}

function whatIsThere({ mfaProfile, stored }: SessionPlan, now: Date): string {
  if (!stored?.has('aws_session_token')) return `There is no MFA session in [${mfaProfile}] yet`;
  if (!stored.has('x_source_profile')) return `The session in [${mfaProfile}] is another tool's`;
  const expiry = expiryOf(stored);
  if (!expiry) return `The MFA session in [${mfaProfile}] does not say when it ends`;
  return expiry > now
    ? `A new MFA session for [${mfaProfile}] needs a code`
    : `The MFA session in [${mfaProfile}] is over`;
}
