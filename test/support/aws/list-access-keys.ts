/** IAM ListAccessKeys: the ids of a user's long-term keys, whether they are active, and how old each is. */
import { accessKeysOf, userNameOf } from './accounts.ts';
import { type Action, iam } from './action.ts';
import { allowedUser } from './iam-policy.ts';
import { isoTime } from './xml.ts';

export const listAccessKeys: Action = {
  api: iam,
  name: 'ListAccessKeys',
  answer: (params, caller) => {
    const user = allowedUser('ListAccessKeys', params, caller);
    return {
      AccessKeyMetadata: accessKeysOf(user).map((key) => ({
        UserName: userNameOf(user),
        AccessKeyId: key.accessKeyId,
        Status: key.active ? 'Active' : 'Inactive',
        CreateDate: isoTime(key.keyCreated ?? new Date('2026-01-01T00:00:00Z')),
      })),
      IsTruncated: 'false',
    };
  },
};
