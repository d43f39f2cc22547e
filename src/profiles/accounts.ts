/** Which AWS account and partition profiles belong to, and whether a session of a base profile fits role profiles. */
import { partitionOfArn, partitionOfRegion } from './regions.ts';
import { baseNames, recordOf } from './mfa-record.ts';
import { rolesBySection, rolesFrom } from './profile-kind.ts';
import { memoizeFor, once } from '../text/memoize.ts';
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

/** Whether two ARNs are known to be of different accounts; a serial number of a key fob says nothing. */
export function areOtherAccounts(one: string, other: string): boolean {
  const [{ id }, { id: otherId }] = [accountOfArn(one), accountOfArn(other)];
  return id !== undefined && otherId !== undefined && id !== otherId;
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
  const users = usersBySection(profiles).get(section);
  if (!users) return undefined;
  const { roles } = users;
  const own = accountOfBase(base, profiles);
  const isElsewhere = roles.every(({ account }) => isOtherPartition(account, own));
  if (!isElsewhere && (base === 'default' || own.id === undefined)) return undefined;
  const likeliest = users.likeliestBase();
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

/** By section: the role profiles that use it, and the base profile in whose account most of the roles are. */
const usersBySection = memoizeFor((profiles: Profiles) => {
  const users = [...rolesBySection(profiles)].map(([section, found]) => {
    const roles = found.map(({ profile, arn }) => ({ name: profile.name, account: accountOfArn(arn.value) }));
    const likeliestBase = once(() => mostRoles(baseAccounts(profiles), roles));
    return [section, { roles, likeliestBase }] as const;
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
function mostRoles(bases: readonly Member[], roles: readonly Member[]) {
  const counted = bases.map((base) => ({ ...base, count: rolesIn(base.account, roles).length }));
  return counted.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count)[0];
}

/**
 * The base profiles whose session would fit the role profiles that use a section.
 * @param selected a profile that uses it: its role must be in the partition of the base profile, too
 */
export function fittingBases(section: string, profiles: Profiles, selected = section): readonly Member[] {
  const region = settingOf(profiles.get(section), 'region')?.value;
  const needed = [
    ...(region === undefined ? [] : [{ partition: partitionOfRegion(region), id: undefined }]),
    ...roleAccounts(selected, profiles),
  ];
  return baseAccounts(profiles).filter(
    ({ name, account }) =>
      !foreignRoles(section, name, profiles) && needed.every((each) => !isOtherPartition(each, account)),
  );
}

/** The accounts of the roles from a profile to its source. */
function roleAccounts(name: string, profiles: Profiles): Account[] {
  return rolesFrom(name, profiles).map(({ arn }) => accountOfArn(arn.value));
}

/**
 * The base profile that a hint offers for a section: one in the account of the role that is selected, or of most roles
 * that use the section, or else the only one in their partition.
 * @returns undefined if several could be meant, or none
 */
export function likelyBase(section: string, profiles: Profiles, selected?: string): string | undefined {
  const fitting = fittingBases(section, profiles, selected);
  const [role] = selected === undefined ? [] : roleAccounts(selected, profiles);
  const roles = usersBySection(profiles).get(section)?.roles ?? [];
  const own =
    fitting.find(({ account }) => role && isSameAccount(role, account)) ?? mostRoles(fitting, roles);
  if (own) return own.name;
  const [only, ...others] = fitting.filter(({ account }) =>
    roles.every((each) => !isOtherPartition(each.account, account)),
  );
  return others.length === 0 ? only?.name : undefined;
}
