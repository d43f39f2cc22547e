/** Temporary credentials in AWS' form, remembered until they expire. */
import { randomBytes } from 'node:crypto';
import type { User } from './accounts.ts';

export interface Session {
  user: User;
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  expiration: Date;
  /** Whether a device and a code were given for it. */
  mfaAuthenticated: boolean;
  /** `arn:aws:sts::<account>:assumed-role/<role>/<session name>`; undefined if it is no session of a role. */
  assumedRole?: string;
  /** The ARN of that role, as trust policies name it. */
  roleArn?: string;
}

/** A new session with random keys: an ASIA… key id, a 40-character secret and a long token, both base64. */
export function newSession(user: User, expiration: Date, mfaAuthenticated: boolean): Session {
  return {
    user,
    accessKeyId: `ASIA${base32(16)}`,
    secretAccessKey: randomBytes(30).toString('base64'),
    sessionToken: newToken(),
    expiration,
    mfaAuthenticated,
  };
}

/** With `/`, `+` and a trailing `=`, as in real tokens: some INI parsers and shells get each of them wrong. */
function newToken(): string {
  return `IQoJb3JpZ2luX2VjE/+${randomBytes(352).toString('base64')}`;
}

/** Random letters and digits, as in the ids of keys. */
export function base32(length: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return Array.from(randomBytes(length), (byte) => alphabet.charAt(byte % 32)).join('');
}
