/**
 * Generated homes: users of several accounts and partitions, their base profiles, MFA profiles in every state, and all other
 * kinds of profile, which refer to each other at random. And what an SDK makes of the files of such a home.
 */
import fc from 'fast-check';
import { NOW } from './fakes.ts';

export interface HomeUser {
  arn: string;
  partition: string;
  device: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** Its base profile. */
  base: string;
  keys: 'file' | 'process';
}

export interface Home {
  users: HomeUser[];
  /** Texts of the two files. */
  credentials: string;
  config: string;
  /** Every profile, each once. */
  profiles: string[];
  /** Roles by ARN: the external ID that each requires. */
  roles: Map<string, string | undefined>;
  /** Sessions in the credentials file, by access key ID. */
  sessions: Map<string, HomeSession>;
  /** Keys of a user who has no profile, in the environment. */
  variables: Record<string, string>;
}

export interface HomeSession {
  user: HomeUser;
  /** ARN of its role; undefined if it is no session of a role. */
  role: string | undefined;
}

const HOME = '/home/alice';
const PARTITIONS = ['aws', 'aws', 'aws-cn', 'aws-us-gov'] as const;
const REGIONS: Record<string, string> = {
  aws: 'eu-west-1',
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
};

interface MfaState {
  name: string;
  state: 'none' | 'valid' | 'expired' | 'remembered';
}

interface RoleState {
  account: number;
  source: number;
  externalId: boolean;
  named: boolean;
  seconds: number | undefined;
  mfaSerial: boolean;
  region: boolean;
}

const anyUser = fc.record({
  partition: fc.constantFrom(...PARTITIONS),
  keys: fc.constantFrom('file' as const, 'file' as const, 'process' as const),
  region: fc.boolean(),
  device: fc.constantFrom('setting', 'setting', 'recorded'),
});

const anyRole: fc.Arbitrary<RoleState> = fc.record({
  account: fc.nat(2),
  source: fc.nat(30),
  externalId: fc.boolean(),
  named: fc.boolean(),
  seconds: fc.constantFrom(undefined, undefined, 900, 7200),
  mfaSerial: fc.constantFrom(false, false, false, true),
  region: fc.boolean(),
});

/** @param now when the home is looked at */
export function anyHome(now: Date = NOW): fc.Arbitrary<Home> {
  return fc
    .record({
      users: fc.array(anyUser, { minLength: 1, maxLength: 3 }),
      hasDefault: fc.boolean(),
      states: fc.array(
        fc.constantFrom('none' as const, 'valid' as const, 'expired' as const, 'remembered' as const),
        {
          minLength: 3,
          maxLength: 3,
        },
      ),
      usual: fc.constantFrom(0, 0, 1, 2),
      roles: fc.array(anyRole, { maxLength: 7 }),
      others: fc.subarray(['foreign', 'sso', 'browser', 'live', 'empty']),
      ofRole: fc.constantFrom(false, false, false, true),
      inEnvironment: fc.constantFrom(false, false, false, true),
      liveOf: fc.nat(30),
    })
    .map((state) => build(state, now));
}

interface State {
  users: { partition: string; keys: 'file' | 'process'; region: boolean; device: string }[];
  hasDefault: boolean;
  states: MfaState['state'][];
  /** The user whose MFA profile is `mfa`. */
  usual: number;
  roles: RoleState[];
  others: string[];
  /** Whether `mfa` has the session of a role. */
  ofRole: boolean;
  /** Whether the environment has keys, and a section a session that was made from others there. */
  inEnvironment: boolean;
  liveOf: number;
}

function build(
  {
    users: drawn,
    hasDefault,
    states,
    usual,
    roles: drawnRoles,
    others,
    liveOf,
    ofRole,
    inEnvironment,
  }: State,
  now: Date,
): Home {
  const names = [hasDefault ? 'default' : 'corp', 'work', 'cn'];
  const users = drawn.map(({ partition, keys }, at): HomeUser => {
    const account = String(at + 1).repeat(12);
    return {
      arn: `arn:${partition}:iam::${account}:user/u${at}`,
      partition,
      device: `arn:${partition}:iam::${account}:mfa/u${at}`,
      accessKeyId: `AKIAUSER${at}EXAMPLE`,
      secretAccessKey: `secret-of-user-${at}`,
      base: names[at] ?? 'other',
      keys,
    };
  });
  const credentials: string[] = [];
  const config: string[] = [];
  const profiles: string[] = [];
  const sessions = new Map<string, HomeSession>();
  const roles = new Map<string, string | undefined>();
  const header = (name: string) => (name === 'default' ? '[default]' : `[profile ${name}]`);
  const add = (name: string, settings: string[], keys: string[] = []) => {
    profiles.push(name);
    if (settings.length > 0) config.push(header(name), ...settings, '');
    if (keys.length > 0) credentials.push(`[${name}]`, ...keys, '');
  };
  const session = (user: HomeUser, at: number, hours: number, more: string[], role?: string): string[] => {
    const id = `ASIASTORED${at}X${more.length}`;
    sessions.set(id, { user, role });
    const expires = new Date(now.getTime() + hours * 3_600_000).toISOString().replace(/\.\d+/, '');
    return [
      `aws_access_key_id = ${id}`,
      `aws_secret_access_key = stored-${at}`,
      `aws_session_token = token-${at}`,
      `x_security_token_expires = ${expires}`,
      ...more,
    ];
  };
  users.forEach((user, at) => {
    const { region, device } = drawn[at] ?? {};
    const keys = [
      `aws_access_key_id = ${user.accessKeyId}`,
      `aws_secret_access_key = ${user.secretAccessKey}`,
    ];
    const settings = [
      ...(region ? [`region = ${REGIONS[user.partition] ?? ''}`] : []),
      ...(device === 'setting' || ['none', 'remembered'].includes(states[at] ?? 'none')
        ? [`mfa_serial = ${user.device}`]
        : []),
      ...(user.keys === 'process' ? [`credential_process = cat ${HOME}/${user.base}.json`] : []),
    ];
    add(user.base, settings, user.keys === 'file' ? keys : []);
  });
  const sections = users.map((_, at) => (at === usual ? 'mfa' : `${names[at] ?? ''}-mfa`));
  users.forEach((user, at) => {
    const state = states[at] ?? 'none';
    if (state === 'none') return;
    if (state === 'remembered') {
      // As a logout leaves it.
      add(sections[at] ?? '', [`x_source_profile = ${user.base}`]);
      return;
    }
    const recorded = [`x_mfa_serial = ${user.device}`, `x_source_profile = ${user.base}`];
    const own = user.arn.replace(':user/', ':role/own-');
    const role = ofRole && at === usual ? own : undefined;
    if (role) roles.set(role, undefined);
    const more = [...recorded, ...(role ? [`x_principal_arn = ${role}`] : [])];
    add(sections[at] ?? '', [], session(user, at, state === 'valid' ? 5 : -1, more, role));
  });
  const [first] = users;
  if (others.includes('foreign') && first) {
    const stranger = { ...first, arn: 'arn:aws:iam::999999999999:user/stranger', base: 'nobody' };
    add('foreign', [], session(stranger, 9, 4, []));
  }
  if (inEnvironment && first) {
    const former = { ...first, arn: 'arn:aws:iam::888888888888:user/former', base: 'environment' };
    const device = 'arn:aws:iam::888888888888:mfa/former';
    add('job', [], session(former, 8, 4, [`x_mfa_serial = ${device}`, 'x_source_profile = environment']));
  }
  if (others.includes('sso'))
    add('sso', ['sso_session = corp', 'sso_account_id = 123456789012', 'sso_role_name = R']);
  if (others.includes('browser')) add('browser', ['login_session = arn:aws:iam::123456789012:user/b']);
  if (others.includes('empty')) add('empty', ['output = json']);
  const roleNames = drawnRoles.map((_, at) => `role${at}`);
  // A name that no profile has is a source, too; `mfa` may be one.
  const sources = [...new Set([...sections, 'mfa', ...profiles, ...roleNames, 'missing'])];
  if (others.includes('live')) {
    const target = sources[liveOf % sources.length] ?? 'mfa';
    add('live', [`credential_process = aws-mfa export --format process --profile ${target}`]);
    sources.push('live');
  }
  drawnRoles.forEach((role, at) => {
    const owner = users[role.account % users.length];
    const account = owner?.arn.split(':')[4] ?? '';
    const arn = `arn:${owner?.partition ?? 'aws'}:iam::${account}:role/r${at}`;
    const externalId = role.externalId ? `external-${at}` : undefined;
    roles.set(arn, externalId);
    add(roleNames[at] ?? '', [
      `role_arn = ${arn}`,
      `source_profile = ${sources[role.source % sources.length] ?? 'mfa'}`,
      ...(externalId ? [`external_id = ${externalId}`] : []),
      ...(role.named ? [`role_session_name = name-${at}`] : []),
      ...(role.seconds ? [`duration_seconds = ${role.seconds}`] : []),
      ...(role.mfaSerial ? [`mfa_serial = ${owner?.device ?? ''}`] : []),
      ...(role.region ? [`region = ${REGIONS[owner?.partition ?? 'aws'] ?? ''}`] : []),
    ]);
  });
  const text = (lines: string[]) => (lines.length > 0 ? `${lines.join('\n')}\n` : '');
  const variables: Record<string, string> = inEnvironment
    ? { AWS_ACCESS_KEY_ID: 'AKIAENVIRONMENT', AWS_SECRET_ACCESS_KEY: 'secret-of-another' }
    : {};
  return {
    users,
    credentials: text(credentials),
    config: text(config),
    profiles,
    roles,
    sessions,
    variables,
  };
}

export interface HomeFiles {
  credentials: string;
  config: string;
}

type PlainSection = Record<string, string | undefined>;

function sectionsOf(text: string): Map<string, PlainSection> {
  const sections = new Map<string, PlainSection>();
  let current: PlainSection = {};
  for (const line of text.split('\n')) {
    const name = /^\[(?:profile )?(.+)\]$/.exec(line)?.[1];
    const [, key = '', value] = /^(\w+) = (.*)$/.exec(line) ?? [];
    if (name !== undefined) sections.set(name, (current = {}));
    else if (key !== '') current[key] = value;
  }
  return sections;
}

/** What an SDK resolves from two files. */
export function sdkOn(
  { credentials, config }: HomeFiles,
  identityOf: (accessKeyId: string) => string | undefined,
) {
  const [keys, settings] = [sectionsOf(credentials), sectionsOf(config)];
  const of = (name: string) => ({ ...settings.get(name), ...keys.get(name) });

  /**
   * Whom the profile means: a user, or a user and the roles that are assumed, one after the other.
   * @param at the time when the keys are used; undefined if a login renews what has expired
   * @param isFit whether the settings of a role profile let it be assumed without a code
   * @returns undefined if an SDK gets no credentials
   */
  const resolve = (
    name: string,
    at: Date | undefined,
    isFit: (role: PlainSection) => boolean,
    seen: readonly string[] = [],
  ): string | undefined => {
    if (seen.includes(name)) return undefined;
    const profile = of(name);
    if (profile['role_arn'] && profile['source_profile']) {
      const source = isFit(profile)
        ? resolve(profile['source_profile'], at, isFit, [...seen, name])
        : undefined;
      const isSame = source?.split(':')[1] === profile['role_arn'].split(':')[1];
      return isSame ? `${source ?? ''} > ${profile['role_arn']}` : undefined;
    }
    if (profile['sso_session']) return `sso:${name}`;
    if (profile['aws_access_key_id']) {
      const expires = profile['x_security_token_expires'];
      const isOver = at !== undefined && expires !== undefined && new Date(expires) <= at;
      return isOver ? undefined : identityOf(profile['aws_access_key_id']);
    }
    const process = profile['credential_process'] ?? '';
    const exported = / --profile (\S+)$/.exec(process)?.[1];
    // This program assumes the roles behind its own export.
    if (exported) return resolve(exported, at, () => true, [...seen, name]);
    if (profile['credential_process']) return identityOf(process);
    return profile['login_session'] ? `browser:${name}` : undefined;
  };

  const identity = (name: string, at: Date | undefined) => resolve(name, at, () => true);

  /** Whom an SDK acts for that gets nothing but the name of the profile. A role on a session lasts an hour at most. */
  const byName = (name: string, at: Date | undefined) =>
    resolve(
      name,
      at,
      (role) => role['mfa_serial'] === undefined && Number(role['duration_seconds'] ?? 0) <= 3600,
    );

  /** The profile at the end of the chain of sources, whose session or keys are used. */
  const end = (name: string, seen: readonly string[] = []): string | undefined => {
    if (seen.includes(name)) return undefined;
    const profile = of(name);
    const isRole = profile['role_arn'] !== undefined;
    const exported = / --profile (\S+)$/.exec(profile['credential_process'] ?? '')?.[1];
    const next = isRole ? profile['source_profile'] : exported;
    return next === undefined ? name : end(next, [...seen, name]);
  };
  return { identity, byName, end, of, sections: keys };
}
