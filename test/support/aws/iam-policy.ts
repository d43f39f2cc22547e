/** What IAM allows: users may manage themselves, as in AWS' example policies, or nothing. */
import { accountOf, partitionOf, userNameOf, type User } from './accounts.ts';
import { Refusal } from './refusal.ts';
import type { Caller } from './state.ts';

/**
 * The user that a request is about. Left out, AWS takes the caller, but authorises the request against `*`, which a
 * policy for `user/${aws:username}` does not allow.
 *
 * @throws Refusal AccessDenied
 */
export function allowedUser(action: string, params: Record<string, string>, { user, session }: Caller): User {
  const { UserName } = params;
  const isOther = UserName === undefined || UserName !== userNameOf(user);
  const lacksMfa = user.iamNeedsMfa && session?.mfaAuthenticated !== true && !WITHOUT_MFA.includes(action);
  if (isOther || lacksMfa || isDenied(action, user)) {
    const account = `arn:${partitionOf(user)}:iam::${accountOf(user)}`;
    throw new Refusal(
      'AccessDenied',
      `User: ${user.arn} is not authorized to perform: iam:${action} on resource: ` +
        `${UserName === undefined ? '*' : `${account}:user/${UserName}`} ` +
        `because no identity-based policy allows the iam:${action} action`,
    );
  }
  return user;
}

/** What AWS' example policy allows without MFA ("Allows MFA-authenticated IAM users to manage their own credentials"). */
const WITHOUT_MFA = ['CreateVirtualMFADevice', 'EnableMFADevice', 'GetUser', 'ListMFADevices'];

function isDenied(action: string, { iamDenied = false }: User): boolean {
  return iamDenied === true || (iamDenied !== false && iamDenied.includes(action));
}
