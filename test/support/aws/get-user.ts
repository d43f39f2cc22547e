/** IAM GetUser: who a user is. */
import { userNameOf } from './accounts.ts';
import { type Action, iam } from './action.ts';
import { allowedUser } from './iam-policy.ts';

export const getUser: Action = {
  api: iam,
  name: 'GetUser',
  answer: (params, caller) => {
    const user = allowedUser('GetUser', params, caller);
    const [, path = '/'] = /:user(\/.*)$/.exec(user.arn.slice(0, user.arn.lastIndexOf('/') + 1)) ?? [];
    return {
      User: {
        Path: path,
        UserName: userNameOf(user),
        UserId: user.userId,
        Arn: user.arn,
        CreateDate: '2026-01-01T00:00:00Z',
      },
    };
  },
};
