/**
 * STS GetCallerIdentity: the user, or the session of a role, that signed the request. It needs no permission, so it
 * proves that a session works.
 */
import { accountOf } from './accounts.ts';
import { type Action, sts } from './action.ts';

export const getCallerIdentity: Action = {
  api: sts,
  name: 'GetCallerIdentity',
  answer: (_params, { user, session }) => ({
    Arn: session?.assumedRole ?? user.arn,
    UserId: user.userId,
    Account: session?.roleArn?.split(':')[4] ?? accountOf(user),
  }),
};
