/** The caller who signed a request, with a long-term key or with a session that was issued here. */
import { accessKeysOf, type User } from './accounts.ts';
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
  const owner = ownerOf(accessKeyId, state.users);
  if (!owner?.key.active || token !== undefined) throw invalidToken();
  const { user, key } = owner;
  if (key.unknownFor) {
    key.unknownFor -= 1;
    throw invalidToken();
  }
  return { caller: { user, session: undefined }, keys: key };
}

/** Who has a long-term key; undefined if nobody has it. */
export function ownerOf(accessKeyId: string, users: readonly User[]) {
  return users
    .flatMap((user) => accessKeysOf(user).map((key) => ({ user, key })))
    .find(({ key }) => key.accessKeyId === accessKeyId);
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
