/** IAM CreateAccessKey, UpdateAccessKey, DeleteAccessKey and GetAccessKeyLastUsed. */
import { randomBytes } from 'node:crypto';
import { accessKeysOf, userNameOf, type AccessKey, type User } from './accounts.ts';
import { type Action, iam } from './action.ts';
import { given } from './constraints.ts';
import { allowedUser } from './iam-policy.ts';
import { Refusal } from './refusal.ts';
import { base32 } from './sessions.ts';
import type { Caller } from './state.ts';
import { isoTime } from './xml.ts';

/** AWS' own limit. */
const MOST_KEYS = 2;

export const createAccessKey: Action = {
  api: iam,
  name: 'CreateAccessKey',
  answer: (params, caller, state) => {
    const user = allowedUser('CreateAccessKey', params, caller);
    if (accessKeysOf(user).length >= MOST_KEYS)
      throw new Refusal('LimitExceeded', 'Cannot exceed quota for AccessKeysPerUser: 2', 409);
    const key: AccessKey = {
      accessKeyId: `AKIA${base32(16)}`,
      secretAccessKey: randomBytes(30).toString('base64'),
      active: true,
      keyCreated: new Date(state.now()),
      ...(user.newKeysUnknownFor !== undefined && { unknownFor: user.newKeysUnknownFor }),
    };
    (user.moreKeys ??= []).push(key);
    return {
      AccessKey: {
        UserName: userNameOf(user),
        AccessKeyId: key.accessKeyId,
        Status: 'Active',
        SecretAccessKey: key.secretAccessKey,
        CreateDate: isoTime(new Date(state.now())),
      },
    };
  },
};

export const updateAccessKey: Action = {
  api: iam,
  name: 'UpdateAccessKey',
  answer: (params, caller) => {
    given(params, ['AccessKeyId', 'Status']);
    const { key } = namedKey('UpdateAccessKey', params, caller);
    key.active = params['Status'] === 'Active';
    return {};
  },
};

export const deleteAccessKey: Action = {
  api: iam,
  name: 'DeleteAccessKey',
  answer: (params, caller) => {
    given(params, ['AccessKeyId']);
    const { user, key } = namedKey('DeleteAccessKey', params, caller);
    if (key === user) Object.assign(user, { isKeyDeleted: true, active: false });
    else user.moreKeys = user.moreKeys?.filter((each) => each !== key) ?? [];
    return {};
  },
};

/** It names no user; AWS authorizes it against the one who has the key. */
export const getAccessKeyLastUsed: Action = {
  api: iam,
  name: 'GetAccessKeyLastUsed',
  answer: (params, caller) => {
    given(params, ['AccessKeyId']);
    const UserName = userNameOf(caller.user);
    const { key } = namedKey('GetAccessKeyLastUsed', { ...params, UserName }, caller);
    const { date, service, region } = key.lastUsed ?? {};
    return {
      UserName,
      AccessKeyLastUsed: {
        LastUsedDate: date && isoTime(date),
        ServiceName: service ?? 'N/A',
        Region: region ?? 'N/A',
      },
    };
  },
};

/** @throws Refusal AccessDenied, NoSuchEntity */
function namedKey(
  action: string,
  params: Record<string, string>,
  caller: Caller,
): { user: User; key: AccessKey } {
  const user = allowedUser(action, params, caller);
  const { AccessKeyId = '' } = params;
  const key = accessKeysOf(user).find(({ accessKeyId }) => accessKeyId === AccessKeyId);
  if (key) return { user, key };
  throw new Refusal('NoSuchEntity', `The Access Key with id ${AccessKeyId} cannot be found.`, 404);
}
