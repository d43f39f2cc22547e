/** IAM ListMFADevices: apps, hardware tokens and passkeys of a user, all in one list. */
import { userNameOf } from './accounts.ts';
import { type Action, iam } from './action.ts';
import { allowedUser } from './iam-policy.ts';

export const listMfaDevices: Action = {
  api: iam,
  name: 'ListMFADevices',
  answer: (params, caller) => {
    const user = allowedUser('ListMFADevices', params, caller);
    const serialNumbers = [...Object.keys(user.devices), ...(user.passkeys ?? [])];
    return {
      MFADevices: serialNumbers.map((SerialNumber) => ({
        UserName: userNameOf(user),
        SerialNumber,
        EnableDate: '2026-01-01T00:00:00Z',
      })),
      IsTruncated: 'false',
    };
  },
};
