/** Checks an MFA code as STS does: the device must be the caller's, and each code works once. */
import { stepOfCode } from '../authenticator.ts';
import type { User } from './accounts.ts';
import { Refusal } from './refusal.ts';
import type { AwsState } from './state.ts';

/**
 * Accepts the code, so that it cannot be used again.
 *
 * @throws Refusal AccessDenied, with STS' own text (the double and the trailing blank included)
 */
export function spendCode(state: AwsState, user: User, serialNumber: string, code: string): void {
  const seed = user.devices[serialNumber];
  if (seed === undefined) {
    throw denied(
      ', unable to validate MFA code.  ' +
        'Please verify your MFA serial number is valid and associated with this user.',
    );
  }
  if (state.preparedCodes.delete(code)) return;
  const step = stepOfCode(seed, code, new Date(state.codeNow()));
  if (step === undefined || state.spentCodes.has(spentCode(serialNumber, step))) {
    throw denied(' with invalid MFA one time pass code. ');
  }
  state.spentCodes.add(spentCode(serialNumber, step));
}

/** A code is remembered with its step, because the same six digits may appear again in a later one. */
export function spentCode(serialNumber: string, step: number): string {
  return `${serialNumber} ${step}`;
}

function denied(reason: string): Refusal {
  return new Refusal('AccessDenied', `MultiFactorAuthentication failed${reason}`);
}
