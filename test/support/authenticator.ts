/**
 * A software authenticator, like an app on a phone. The seed is the base32 text that AWS shows
 * as "secret key" when a virtual MFA device is made; the codes are those of RFC 6238 with 30-second steps.
 */
import { Secret, TOTP } from 'otpauth';

const stepMs = 30_000;

/** The six-digit code that a device with this base32 seed shows at that moment. */
export function codeAt(seed: string, date: Date): string {
  return device(seed).generate({ timestamp: date.getTime() });
}

/** Seconds until the next code: more than 0, at most 30. */
export function secondsLeft(date: Date): number {
  return (stepMs - (date.getTime() % stepMs)) / 1000;
}

/** The number of the 30-second step that a moment lies in. */
export function stepAt(date: Date): number {
  return Math.floor(date.getTime() / stepMs);
}

/**
 * The number of the 30-second step whose code this is, or `undefined` if it is none of the step of `date` and its
 * two neighbors. One step either way is the tolerance that AWS shows.
 */
export function stepOfCode(seed: string, code: string, date: Date): number | undefined {
  const distance = device(seed).validate({ token: code, timestamp: date.getTime(), window: 1 });
  return distance === null ? undefined : stepAt(date) + distance;
}

export interface Authenticator {
  /** The code shown right now. */
  currentCode: () => string;
  /** Seconds until the next code is shown. */
  secondsLeft: () => number;
}

/**
 * An authenticator with its own clock.
 *
 * @param seed base32
 * @param now milliseconds since 1970; the test's own clock if it advances a server's clock
 */
export function authenticator(seed: string, now: () => number = Date.now): Authenticator {
  return {
    currentCode: () => codeAt(seed, new Date(now())),
    secondsLeft: () => secondsLeft(new Date(now())),
  };
}

function device(seed: string): TOTP {
  return new TOTP({ secret: Secret.fromBase32(seed), algorithm: 'SHA1', digits: 6, period: 30 });
}
