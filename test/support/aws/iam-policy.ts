/** What IAM allows: users may manage themselves, as in AWS' example policies, or nothing. */
import { accountOf, partitionOf, userNameOf, type User } from './accounts.ts';
import { Refusal } from './refusal.ts';

/**
 * The user that a request is about. Left out, AWS takes the caller, but authorises the request against `*`, which a
 * policy for `user/${aws:username}` does not allow.
 *
 * @throws Refusal AccessDenied
 */
export function allowedUser(action: string, params: Record<string, string>, caller: User): User {
  const { UserName } = params;
  if (UserName === undefined || UserName !== userNameOf(caller) || caller.iamDenied) {
    const account = `arn:${partitionOf(caller)}:iam::${accountOf(caller)}`;
    throw new Refusal(
      'AccessDenied',
      `User: ${caller.arn} is not authorized to perform: iam:${action} on resource: ` +
        `${UserName === undefined ? '*' : `${account}:user/${UserName}`} ` +
        `because no identity-based policy allows the iam:${action} action`,
    );
  }
  return caller;
}
