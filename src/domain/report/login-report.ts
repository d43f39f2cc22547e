/** What a login tells: a few lines for people, one object without secrets for programs. */
import { option, shellCommand } from '../../shell-command.ts';
import { formatDuration } from '../session/duration.ts';
import { formatExpiry } from '../session/expiry.ts';
import { formatLocal } from './local-time.ts';
import type { SessionPlan } from '../session/plan-session.ts';

export interface LoginResult {
  plan: SessionPlan;
  expiration: Date;
  /** `reused`: no code was spent for it. `elsewhere`: another terminal has renewed it while this one waited for a code. */
  how: 'reused' | 'renewed' | 'elsewhere';
  /** As the person would write it. */
  credentialsFile: string;
}

/** @returns the result, and the line that goes with it */
export function loginLines(
  result: LoginResult,
  now: Date,
  selected: string | undefined,
): [result: string, hint: string] {
  const { plan, expiration, how } = result;
  const left = formatDuration((expiration.getTime() - now.getTime()) / 1000);
  const until = `${formatLocal(expiration)} (${left} left)`;
  if (how === 'elsewhere') {
    return [
      `[${plan.mfaProfile}] is good until ${until}: renewed in another terminal, no code was needed here.`,
      use(plan, selected),
    ];
  }
  if (how === 'reused') {
    const renewed = plan.base.name === 'default' && !plan.role ? [] : flag(plan, selected);
    return [
      `[${plan.mfaProfile}] is still good until ${until}; no code was needed.`,
      `For a new session all the same: ${shellCommand('aws-mfa', 'login', '--force', ...renewed)}`,
    ];
  }
  return [
    `[${plan.mfaProfile}] is good until ${until}.`,
    `Written to ${result.credentialsFile}; ${use(plan, selected)}`,
  ];
}

function use(plan: SessionPlan, selected: string | undefined): string {
  return `use it: ${shellCommand('aws', 's3', 'ls', ...flag(plan, selected))}`;
}

function flag({ mfaProfile }: SessionPlan, selected: string | undefined): string[] {
  return selected === mfaProfile ? [] : option('--profile', mfaProfile);
}

export function loginJson(result: LoginResult, now: Date): Record<string, unknown> {
  const { plan, expiration, how } = result;
  return {
    profile: plan.mfaProfile,
    source_profile: plan.base.name,
    serial_number: plan.serialNumber.value,
    ...(plan.role && { role_arn: plan.role.arn.value }),
    expiration: formatExpiry(expiration),
    seconds_left: Math.floor((expiration.getTime() - now.getTime()) / 1000),
    reused: how !== 'renewed',
    credentials_file: result.credentialsFile,
  };
}
