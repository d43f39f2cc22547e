/** The error of an export that never asks: one line, for SDKs show what a `credential_process` says. */
import { AwsMfaError } from '../../errors.ts';
import { profileFlag } from '../profiles/profile-flag.ts';
import { expiryOf } from '../session/expiry.ts';
import type { SessionPlan } from '../session/plan-session.ts';

export function needsLogin(plan: SessionPlan, now: Date): AwsMfaError {
  const { base, mfaProfile, role } = plan;
  // A role's session is renewed by the section that it is recorded in.
  const flag = role ? ` --profile ${mfaProfile}` : profileFlag(base.name);
  return new AwsMfaError('usage', `${whatIsThere(plan, now)}; in a terminal: \`aws-mfa login${flag}\``);
}

function whatIsThere({ mfaProfile, stored }: SessionPlan, now: Date): string {
  const expiry = stored?.has('x_source_profile') ? expiryOf(stored) : undefined;
  if (!expiry) return `There is no MFA session in [${mfaProfile}] yet`;
  return expiry > now
    ? `A new MFA session for [${mfaProfile}] needs a code`
    : `The MFA session in [${mfaProfile}] is over`;
}
