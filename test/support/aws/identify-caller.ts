/** The caller who signed a request, with a long-term key or with a session that was issued here. */
import type { AwsRequest } from './aws-request.ts';
import type { Session } from './sessions.ts';
import { Refusal } from './refusal.ts';
import type { AwsState, Caller } from './state.ts';
import type { Keys } from './verify-sigv4.ts';

/** @throws Refusal InvalidClientTokenId for keys that are unknown or inactive, whichever it is; ExpiredToken */
export function identifyCaller(
  { headers }: AwsRequest,
  accessKeyId: string,
  state: AwsState,
): { caller: Caller; keys: Keys } {
  const token = headers['x-amz-security-token'];
  const session = state.sessions.get(accessKeyId);
  if (session !== undefined) {
    checkSession(session, token, state.now());
    return { caller: { user: session.user, session }, keys: session };
  }
  const user = state.users.find((each) => each.accessKeyId === accessKeyId);
  if (!user?.active || token !== undefined) throw invalidToken();
  return { caller: { user, session: undefined }, keys: user };
}

function checkSession(session: Session, token: string | undefined, now: number): void {
  if (token !== session.sessionToken) throw invalidToken();
  if (session.expiration.getTime() <= now) {
    throw new Refusal('ExpiredToken', 'The security token included in the request is expired');
  }
}

function invalidToken(): Refusal {
  return new Refusal('InvalidClientTokenId', 'The security token included in the request is invalid.');
}
