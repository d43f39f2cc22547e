/** A session as the environment variables that every SDK reads. */
import type { Session } from './session.ts';

/** In the order, and with the form of the time, in which `aws configure export-credentials` gives them. */
export function sessionVariables(session: Session): (readonly [name: string, value: string])[] {
  return [
    ['AWS_ACCESS_KEY_ID', session.accessKeyId],
    ['AWS_SECRET_ACCESS_KEY', session.secretAccessKey],
    ['AWS_SESSION_TOKEN', session.sessionToken],
    ['AWS_CREDENTIAL_EXPIRATION', expirationText(session.expiration)],
  ];
}

/** `2026-11-24T00:29:26+00:00`: RFC 3339 in whole seconds, as Python's `isoformat` has it. */
export function expirationText(expiration: Date): string {
  return `${expiration.toISOString().slice(0, 19)}+00:00`;
}
