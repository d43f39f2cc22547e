/** A session as it is listed from the credentials file. */
import type { StoredSession } from '../../src/login/stored-sessions.ts';

/** Alice's session: issued two hours ago, with eleven hours left. */
export function listedSession(changes: Partial<StoredSession> = {}): StoredSession {
  return {
    profile: 'mfa',
    accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    base: 'default',
    device: 'arn:aws:iam::123456789012:mfa/alice',
    role: undefined,
    account: '123456789012',
    expiration: new Date('2026-11-24T02:29:00Z'),
    secondsLeft: 11 * 3600,
    mfaAge: 2 * 3600,
    isWhole: true,
    ...changes,
  };
}
