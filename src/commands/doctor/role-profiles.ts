/** Checks role profiles: whether each can use a session, and what `doctor --fix` would change in those that cannot. */
import { ok, problem, skipped, warning, type Finding } from './finding.ts';
import {
  givesSession,
  isUnfit,
  roleNotes,
  sectionForRole,
  UNFIT_SETTINGS,
  wrongPartition,
} from '../../login/role-checks.ts';
import { accountOfArn, accountOfSection, baseAccounts } from '../../profiles/accounts.ts';
import { recordOf } from '../../profiles/mfa-record.ts';
import { asRoleProfile, canBeBase, kindOf, rolesBySection, type Roles } from '../../profiles/profile-kind.ts';
import { settingOf, type Profile, type Profiles } from '../../profiles/profile.ts';
import type { SettingsChange } from '../../login/save-settings.ts';
import { groupBy } from '../../text/group-by.ts';

export function roleFindings(profiles: Profiles): Finding[] {
  const roles = rolesBySection(profiles);
  const used = [...roles].filter(([section]) => givesSession(section, profiles));
  const found = [
    ...used
      .flatMap(([section, users]) => roleNotes(section, users))
      .map((note) => problem('role-profiles', note)),
    ...partitionFindings(roles, profiles),
    ...onKeysFindings(profiles),
  ];
  if (found.length > 0) return [...found, ...accountFindings(roles, profiles)];
  const names = used.flatMap(([, users]) => users.map(({ profile }) => profile.name)).join(', ');
  const what = names === '' ? 'none uses a session' : `${names} can use the session`;
  return [ok('role-profiles', 'role profiles', what), ...accountFindings(roles, profiles)];
}

/** Roles in another partition than their session, which AWS never lets it assume. */
function partitionFindings(roles: Roles, profiles: Profiles): Finding[] {
  return [...roles].flatMap(([section, users]) => {
    const session = { ...accountOfSection(section, profiles), section };
    return users.flatMap((role) => {
      const error = wrongPartition(role, session);
      return error ? [problem('role-profiles', error)] : [];
    });
  });
}

/** Accounts may trust each other. But if a base profile is in the account of the role, it may be the one that is meant. */
function accountFindings(roles: Roles, profiles: Profiles): Finding[] {
  // The first of each account.
  const bases = new Map(
    baseAccounts(profiles)
      .toReversed()
      .map((base) => [base.account.id, base.name]),
  );
  return [...roles].flatMap(([section, users]) => {
    const { id } = accountOfSection(section, profiles);
    if (id === undefined) return [];
    return users.flatMap(({ profile, arn }) => {
      const account = accountOfArn(arn.value).id;
      const base = account === undefined || account === id ? undefined : bases.get(account);
      const message = `${profile.name} is in account ${account ?? ''} of "${base ?? ''}", the session in [${section}] in ${id}`;
      return base !== undefined ? [skipped('role-profiles', 'role profiles', message)] : [];
    });
  });
}

/** Role profiles that ask for MFA themselves, because they use the long-term access key. */
function onKeysFindings(profiles: Profiles): Finding[] {
  return [...groupBy(rolesOnKeys(profiles), ({ base }) => base)].map(([base, group]) => {
    const section = group[0]?.section;
    const names = group.map(({ profile }) => profile.name).join(', ');
    return warning('role-profiles', {
      message: `${names}: the source_profile is "${base}", not its session, so every command prompts for a code.`,
      hint: section
        ? `To change source_profile to ${section}, and remove mfa_serial:\n\`aws-mfa doctor --fix\``
        : 'Set source_profile to the MFA profile of that base profile, and remove mfa_serial.',
    });
  });
}

interface RoleOnKeys {
  profile: Profile;
  base: string;
  /** The MFA profile that it should use; undefined if none is free. */
  section: string | undefined;
}

/** Not those whose role has a session of its own, made from the key and a code. */
export function rolesOnKeys(profiles: Profiles): RoleOnKeys[] {
  const own = new Set([...profiles.values()].map((profile) => recordOf(profile)?.role?.value));
  const sections = new Map<string, string | undefined>();
  return [...profiles.values()].flatMap((profile) => {
    const role = asRoleProfile(profile);
    const base = role?.source.value ?? '';
    const asks = settingOf(profile, 'mfa_serial');
    if (!role || !asks || !canBeBase(kindOf(base, profiles)) || own.has(role.arn.value)) return [];
    if (!sections.has(base)) sections.set(base, sectionForRole(base, profiles));
    return [{ profile, base, section: sections.get(base) }];
  });
}

/** What has to change so that every role profile uses a session, one edit for each section. */
export function roleFixes(profiles: Profiles): SettingsChange[] {
  const onKeys = rolesOnKeys(profiles).filter(({ section }) => section !== undefined);
  const withSession = [...rolesBySection(profiles)]
    .filter(([section]) => givesSession(section, profiles))
    .flatMap(([, users]) => users.map(({ profile }) => ({ profile, section: undefined })));
  return [...onKeys, ...withSession].flatMap(({ profile, section }) => fixesOf(profile, section));
}

/** @param section the new `source_profile`; undefined if it stays */
function fixesOf(profile: Profile, section: string | undefined): SettingsChange[] {
  const source = settingOf(profile, 'source_profile')?.source;
  return profile.layers.flatMap(({ file, header, keys }) => {
    const drop = UNFIT_SETTINGS.filter((key) => {
      const value = keys.get(key);
      return value !== undefined && isUnfit(key, value);
    });
    const isSource = section !== undefined && source?.file === file;
    const set = isSource ? [['source_profile', section] as const] : [];
    return set.length + drop.length > 0 ? [{ file, edit: { section: header, set, drop } }] : [];
  });
}
