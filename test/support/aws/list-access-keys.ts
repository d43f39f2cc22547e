/** IAM ListAccessKeys: the ids of a user's long-term keys, and how old each is. */
import { userNameOf } from './accounts.ts';
import { type Action, iam } from './action.ts';
import { allowedUser } from './iam-policy.ts';

export const listAccessKeys: Action = {
  api: iam,
  name: 'ListAccessKeys',
  answer: (params, caller) => {
    const user = allowedUser('ListAccessKeys', params, caller.user);
    const created = user.keyCreated ?? new Date('2026-01-01T00:00:00Z');
    return {
      AccessKeyMetadata: [
        {
          UserName: userNameOf(user),
          AccessKeyId: user.accessKeyId,
          Status: user.active ? 'Active' : 'Inactive',
          CreateDate: created.toISOString().replace(/\.\d+/, ''),
        },
      ],
      IsTruncated: 'false',
    };
  },
};
