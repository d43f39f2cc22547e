/** Which AWS account and partition profiles belong to, and whether a session of a base profile fits role profiles. */
import { partitionOfArn, partitionOfRegion } from './partitions.ts';
import { baseNames, recordOf } from './mfa-record.ts';
import { rolesBySection, asRoleProfile } from './profile-kind.ts';
import { memoizeFor } from '../text/memoize.ts';
import { settingOf, type Profile, type Profiles } from './profile.ts';

export interface Account {
  /** `aws`, `aws-cn`; undefined if it is not known. */
  partition: string | undefined;
  /** Twelve digits; undefined if they are not known. */
  id: string | undefined;
}

/** The partition and account in an ARN. */
export function accountOfArn(arn: string): Account {
  return { partition: partitionOfArn(arn), id: /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn)?.[1] };
}

/** Of a base profile: its MFA device says so, or the one recorded with a session of it; its region at least the partition. */
export function accountOfBase(base: string, profiles: Profiles): Account {
  const profile = profiles.get(base);
  const device = deviceOf(profile) ?? recordedDevices(profiles).get(base);
  const account = accountOfArn(device ?? '');
  const region = settingOf(profile, 'region')?.value;
  return { ...account, partition: account.partition ?? (region && partitionOfRegion(region)) };
}

/** Of the session in a section: its own MFA device says so, else its base profile. */
export function accountOfSection(section: string, profiles: Profiles): Account {
  const profile = profiles.get(section);
  const account = accountOfArn(deviceOf(profile) ?? '');
  const base = recordOf(profile)?.base.value ?? section;
  return account.partition ? account : accountOfBase(base, profiles);
}

/** The ARN of a device; a serial number of a key fob says nothing. */
function deviceOf(profile: Profile | undefined): string | undefined {
  return ['x_mfa_serial', 'mfa_serial', 'aws_mfa_device']
    .map((key) => settingOf(profile, key)?.value)
    .find((value) => value?.startsWith('arn:'));
}

/** By base profile: the device that is recorded with a session of it, the first in the files. */
const recordedDevices = memoizeFor((profiles: Profiles) => {
  const devices = new Map<string, string>();
  for (const profile of profiles.values()) {
    const base = recordOf(profile)?.base.value;
    const device = base === undefined || devices.has(base) ? undefined : deviceOf(profile);
    if (base !== undefined && device !== undefined) devices.set(base, device);
  }
  return devices;
});

/** Whether both are known, and differ: a role cannot be assumed across partitions. */
export function isOtherPartition(one: Account, other: Account): boolean {
  return one.partition !== undefined && other.partition !== undefined && one.partition !== other.partition;
}

function isSameAccount(one: Account, other: Account): boolean {
  return one.id !== undefined && one.id === other.id && !isOtherPartition(one, other);
}

/** Role profiles that show that a section belongs to another account than that of a base profile. */
export interface ForeignRoles {
  names: string[];
  account: Account;
  /** The base profile of that account; undefined if there is none. */
  base: string | undefined;
}

/**
 * A role in another account is no sign by itself, because accounts may trust each other. What counts is that no role is
 * in the partition of the base profile, or that more roles are in the account of another base profile than in its own.
 * By convention `mfa` belongs to `default`, for which only the partition counts.
 */
export function foreignRoles(section: string, base: string, profiles: Profiles): ForeignRoles | undefined {
  const users = usersOf(section, profiles);
  if (!users) return undefined;
  const { roles } = users;
  const own = accountOfBase(base, profiles);
  const isElsewhere = roles.every(({ account }) => isOtherPartition(account, own));
  if (!isElsewhere && (base === 'default' || own.id === undefined)) return undefined;
  const likeliest = likeliestBase(users);
  const other = likeliest && likeliest.count > rolesIn(own, roles).length ? likeliest : undefined;
  if (!other && !isElsewhere) return undefined;
  const theirs = other ? rolesIn(other.account, roles) : roles;
  const [first] = theirs;
  return first && { names: theirs.map(({ name }) => name), account: first.account, base: other?.name };
}

/** A profile, and its account or that of its role. */
interface Member {
  name: string;
  account: Account;
}

/** The role profiles that use one section, and all base profiles. */
interface Users {
  roles: readonly Member[];
  bases: readonly Member[];
}

function usersOf(section: string, profiles: Profiles): Users | undefined {
  return usersBySection(profiles).get(section);
}

const usersBySection = memoizeFor((profiles: Profiles): ReadonlyMap<string, Users> => {
  const users = [...rolesBySection(profiles)].map(([section, profilesOfRoles]) => {
    const bases = baseAccounts(profiles);
    const roles = profilesOfRoles.map((profile) => ({
      name: profile.name,
      account: accountOfArn(asRoleProfile(profile)?.arn.value ?? ''),
    }));
    return [section, { roles, bases }] as const;
  });
  return new Map(users);
});

/** Every base profile, and its account. */
export const baseAccounts = memoizeFor((profiles: Profiles): readonly Member[] =>
  baseNames(profiles).map((name) => ({ name, account: accountOfBase(name, profiles) })),
);

function rolesIn(account: Account, roles: readonly Member[]): readonly Member[] {
  return roles.filter((role) => isSameAccount(role.account, account));
}

/** The base profile in whose account most of the roles are; undefined if none is. */
const likeliestBase = memoizeFor(({ roles, bases }: Users) => {
  const counted = bases.map((base) => ({ ...base, count: rolesIn(base.account, roles).length }));
  return counted.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count)[0];
});

/**
 * The base profile that a hint offers for a section: one in the account of a role profile that uses it, or else the only
 * one in its partition.
 * @returns undefined if several could be meant, or none
 */
export function likelyBase(section: string, profiles: Profiles): string | undefined {
  const users = usersOf(section, profiles);
  if (!users) return baseNames(profiles)[0];
  const { roles, bases } = users;
  const own = bases.find(({ account }) => roles.some((role) => isSameAccount(role.account, account)));
  const possible = bases.filter(({ account }) =>
    roles.every((role) => !isOtherPartition(role.account, account)),
  );
  return own?.name ?? (possible.length === 1 ? possible[0]?.name : undefined);
}
