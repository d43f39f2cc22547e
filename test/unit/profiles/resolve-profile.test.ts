/**
 * THE TABLE: which profile is which. Every kind of profile, named by --profile, by AWS_PROFILE or not at all, whatever
 * [mfa] holds: which base is taken and which section receives its session, or why neither can be said.
 */
import { describe, expect, it } from 'vitest';
import type { Variables } from '../../../src/environment.ts';
import type { LoginOptions } from '../../../src/login/login-request.ts';
import { configHeader } from '../../../src/profiles/profile.ts';
import { adviceText, AwsMfaError } from '../../../src/errors.ts';
import { planOf } from '../../support/session-plan.ts';
import { told, words } from '../../support/thrown-by.ts';

const LONG_TERM = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = secret\n';
const TEMPORARY = 'aws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = secret\n';
const SESSION = `${TEMPORARY}aws_session_token = token\n`;
const sessionOf = (base: string) => `${SESSION}x_source_profile = ${base}\n`;

/** Stands beside the profile in question: a base, and a session of it elsewhere than in [mfa]. */
const BESIDE = `[keys]\n${LONG_TERM}\n[elsewhere]\n${sessionOf('keys')}\n`;

interface Files {
  credentials?: string;
  config?: string;
}

/** `[base] → [section]`, with the note if there is one; or the error. */
function resolve(files: Files, options: LoginOptions, variables: Variables): string {
  try {
    const plan = planOf({ ...files, options, variables: { AWS_MFA_SERIAL: 'GAHT12345678', ...variables } });
    if (plan.base.gone) return told(plan.base.gone);
    return [`[${plan.base.name}] → [${plan.mfaProfile}]`, ...plan.notes.map(adviceText)].join(' ');
  } catch (error) {
    if (error instanceof AwsMfaError) return told(error);
    throw error;
  }
}

const NAMED = {
  '--profile': (name: string) => [{ profile: name }, {}] as const,
  AWS_PROFILE: (name: string) => [{}, { AWS_PROFILE: name }] as const,
};

interface Kind {
  /** The lines of the profile in each file. */
  credentials?: string;
  config?: string;
  /** Named by --profile, and by AWS_PROFILE; one text where they make no difference. */
  flag: string;
  variable?: string;
  /** The profile is [default], and nothing is named. */
  unnamed?: string;
}

/** NAME stands for the profile in question. */
const GUESSED =
  '[keys] → [elsewhere] Using [keys] as the base profile: it is the only one with a long-term access key';
const KINDS: Record<string, Kind> = {
  'long-term keys in credentials': {
    credentials: LONG_TERM,
    flag: '[NAME] → [mfa]',
    unnamed: '[default] → [mfa]',
  },
  'long-term keys in config': { config: LONG_TERM, flag: '[NAME] → [mfa]', unnamed: '[default] → [mfa]' },
  'long-term keys in capitals and with colons': {
    credentials: LONG_TERM.toUpperCase().replaceAll('=', ':'),
    flag: '[NAME] → [mfa]',
    unnamed: '[default] → [mfa]',
  },
  'long-term keys beside a role and SSO': {
    credentials: LONG_TERM,
    config: 'role_arn = r\nsource_profile = keys\nsso_session = s\n',
    flag: 'configuration: role_arn of [profile NAME] overrides the access key of the same profile',
    unnamed: '[default] → [mfa]',
  },
  'our session': {
    credentials: sessionOf('keys'),
    flag: '[keys] → [NAME]',
    unnamed: '[keys] → [default]',
  },
  'our session, its base gone': {
    credentials: sessionOf('gone'),
    flag: 'configuration: …[NAME] was made with profile "gone", which no longer exists…--mfa-profile NAME',
    unnamed: 'configuration: …[default] was made with profile "gone"',
  },
  'our session of keys in the environment, which has none': {
    credentials: sessionOf('environment'),
    flag: 'configuration: …[NAME] was made with an access key from the environment, which is not set now',
    unnamed: 'configuration: …[default] was made with an access key from the environment',
  },
  'our session, its base a session': {
    credentials: sessionOf('elsewhere'),
    flag: 'configuration: …session as its base profile…--profile keys',
    unnamed: 'configuration: …session as its base',
  },
  'our session, its base itself': {
    credentials: sessionOf('NAME'),
    flag: 'configuration: …records itself or another session as its base profile.…--profile keys',
    unnamed: 'configuration: …records itself',
  },
  'role resting on a base': {
    config: 'role_arn = r\nsource_profile = keys\n',
    flag: 'configuration: The role profile "NAME" uses the long-term access key of "keys", not its session, so the role would be assumed without MFA. | …source_profile elsewhere --profile NAME',
    unnamed: 'configuration: The role profile "default" uses the long-term access key of "keys"',
  },
  'role resting on our session': {
    config: 'role_arn = r\nsource_profile = elsewhere\n',
    flag: '[keys] → [elsewhere]',
  },
  'role resting on a role': {
    config: 'role_arn = r\nsource_profile = inner\n\n[profile inner]\nrole_arn = r\nsource_profile = keys\n',
    flag: 'configuration: The role profile "NAME" uses the long-term access key of "keys"…--profile inner',
    unnamed:
      'configuration: The role profile "default" uses the long-term access key of "keys"…--profile inner',
  },
  'role resting on itself': {
    config: 'role_arn = r\nsource_profile = NAME\n',
    flag: 'configuration: …Circular source_profile: NAME → NAME',
  },
  'roles in a circle': {
    config: 'role_arn = r\nsource_profile = inner\n\n[profile inner]\nrole_arn = r\nsource_profile = NAME\n',
    flag: 'configuration: …Circular source_profile: NAME → inner → NAME',
  },
  'role resting on a profile that is not there': {
    config: 'role_arn = r\nsource_profile = key\n',
    flag: 'configuration: There is no profile "key" (used by --profile=NAME). | Did you mean "keys"?',
    variable: 'configuration: There is no profile "key" (used by AWS_PROFILE=NAME). | Did you mean "keys"?',
  },
  'role without a source': {
    config: 'role_arn = r\ncredential_source = Ec2InstanceMetadata\n',
    flag: 'configuration: …"NAME" is a role profile without a source_profile.…(keys…): `--profile keys`',
  },
  'role resting on temporary keys': {
    config: 'role_arn = r\nsource_profile = inner\n\n[profile inner]\n' + SESSION,
    flag: 'configuration: …"inner" has temporary credentials',
  },
  'temporary keys': {
    credentials: SESSION,
    flag: 'configuration: …"NAME" has temporary credentials…(keys…): `--profile keys`',
  },
  'temporary keys with the old name of the token': {
    credentials: LONG_TERM.replace('AKIA', 'ASIA') + 'aws_security_token = token\n',
    flag: 'configuration: …"NAME" has temporary credentials',
  },
  'ASIA without a token': {
    credentials: TEMPORARY,
    flag: 'configuration: …"NAME" has temporary credentials',
  },
  'only the id of a key': {
    credentials: 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\n',
    flag: 'configuration: …"NAME" has only half of an access key: aws_secret_access_key…aws configure --profile NAME',
  },
  'only the secret of a key': {
    credentials: 'aws_secret_access_key = secret\naws_access_key_id =\n',
    flag: 'configuration: …"NAME" has only half of an access key: aws_access_key_id…aws configure --profile NAME',
  },
  'a secret that was wrapped to a second line': {
    credentials: 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = sec\n  ret\n',
    flag: 'configuration: The aws_secret_access_key of profile "NAME" continues on the next line, which is indented.…Remove',
  },
  sso_session: { config: 'sso_session = s\n', flag: 'configuration: …"NAME"…aws sso login --profile NAME' },
  sso_start_url: {
    config: 'sso_start_url = https://x\nsso_account_id = 1\n',
    flag: 'configuration: …"NAME"…aws sso login --profile NAME',
  },
  credential_process: {
    config: 'credential_process = keychain\n',
    flag: '[NAME] → [mfa]',
    unnamed: '[default] → [mfa]',
  },
  'our own export of a base': {
    config: 'credential_process = aws-mfa export --format process --profile keys\n',
    flag: '[keys] → [elsewhere]',
    unnamed: '[keys] → [elsewhere]',
  },
  'our own export of a session': {
    config: 'credential_process = "/opt/my tools/aws-mfa" --profile=elsewhere export\n',
    flag: '[keys] → [elsewhere]',
    unnamed: '[keys] → [elsewhere]',
  },
  'our own export into a section of its own': {
    config: 'credential_process = aws-mfa export --profile keys --mfa-profile own\n',
    flag: '[keys] → [own]',
    unnamed: '[keys] → [own]',
  },
  'our own export into a section that cannot be written': {
    config: "credential_process = aws-mfa export --profile keys --mfa-profile 'my own'\n",
    flag: '[keys] → [elsewhere]',
    unnamed: '[keys] → [elsewhere]',
  },
  'our own export of nobody in particular': {
    config: 'credential_process = node /opt/aws-mfa.js export\n',
    flag: GUESSED,
  },
  'our own export of itself': {
    config: 'credential_process = aws-mfa export --profile NAME\n',
    flag: 'configuration: credential_process of [profile NAME] runs aws-mfa, which would run it again.',
    unnamed: 'configuration: credential_process of [default] runs aws-mfa, which would run it again',
  },
  'our own exports in a circle': {
    config:
      'credential_process = aws-mfa export --profile inner\n\n[profile inner]\ncredential_process = aws-mfa export --profile NAME\n',
    flag: 'configuration: credential_process of [profile inner] runs aws-mfa, which would run it again',
    unnamed: 'configuration: credential_process of [profile inner] runs aws-mfa, which would run it again',
  },
  'our own export of a profile that is not there': {
    config: 'credential_process = aws-mfa export --profile key\n',
    flag: 'configuration: There is no profile "key" (named by credential_process of [profile NAME]). | Did you mean "keys"?',
    unnamed: 'configuration: There is no profile "key" (named by credential_process of [default])',
  },
  'our own export of the session of a role': {
    config: 'credential_process = aws-mfa export --profile keys --role-arn r --mfa-profile own\n',
    flag: '[NAME] → [mfa]',
    unnamed: '[default] → [mfa]',
  },
  'role resting on our own export': {
    config:
      'role_arn = r\nsource_profile = inner\n\n[profile inner]\ncredential_process = aws-mfa export --profile keys\n',
    flag: '[keys] → [elsewhere]',
  },
  'web identity': {
    config: 'role_arn = r\nweb_identity_token_file = /t\n',
    flag: 'configuration: …"NAME" signs in with a web identity token, which has no MFA device.…--profile keys',
  },
  'settings only': {
    config: 'region = eu-west-1\n',
    flag: 'configuration: …"NAME" has no access key. | To get a session in it:\n`aws-mfa login --profile …--mfa-profile NAME`…aws-mfa setup --profile NAME',
  },
  'an empty section': {
    credentials: '\n',
    flag: 'configuration: …"NAME" has no access key',
  },
};

/** What [mfa] holds, and what that does to a base whose session has no section yet. */
const MFA_HOLDS: Record<string, { keys: string; outcome: string }> = {
  nothing: { keys: '', outcome: '[BASE] → [mfa]' },
  'our session of this base': { keys: sessionOf('BASE'), outcome: '[BASE] → [mfa]' },
  'our session of another base': {
    keys: sessionOf('other'),
    outcome:
      'configuration: [mfa] has the session of base profile "other"…"BASE"…--profile BASE --mfa-profile BASE-mfa',
  },
  "another tool's session": { keys: SESSION, outcome: '[BASE] → [mfa]' },
  'long-term keys': {
    keys: LONG_TERM,
    outcome: 'configuration: [mfa] has a long-term access key…--profile BASE --mfa-profile mfa-session',
  },
  'the id of a long-term key': {
    keys: 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\n',
    outcome: 'configuration: [mfa] has …long-term access key…--profile BASE --mfa-profile mfa-session',
  },
  'the secret of a key': {
    keys: 'aws_secret_access_key = secret\n',
    outcome: 'configuration: [mfa] has …long-term access key',
  },
  'a wrapped secret': {
    keys: LONG_TERM.replace('secret\n', 'sec\n  ret\n'),
    outcome: 'configuration: [mfa] has …long-term access key',
  },
  "a role's session of ours": {
    keys: sessionOf('BASE') + 'x_principal_arn = arn:aws:sts::123456789012:assumed-role/a/b\n',
    outcome: '[BASE] → [mfa]',
  },
};

const cases = Object.entries(KINDS).flatMap(([kind, row]) =>
  Object.entries(MFA_HOLDS).flatMap(([holds, mfa]) =>
    (['--profile', 'AWS_PROFILE', undefined] as const).map((by) => ({ kind, row, holds, mfa, by })),
  ),
);

/** What the row says; where its base has no section yet, what [mfa] says. */
function expectedOf({ row, mfa, by }: (typeof cases)[number]): string {
  const isExport = row.config?.startsWith('credential_process = node') === true;
  const said =
    by === undefined
      ? (row.unnamed ?? GUESSED)
      : by === 'AWS_PROFILE'
        ? (row.variable ?? row.flag)
        : row.flag;
  // A session that is there is never replaced by that of another base profile.
  if (said === GUESSED && mfa.keys === sessionOf('other'))
    return 'configuration: The session in [mfa] was made with profile "other", which no longer exists.';
  if (said === GUESSED && mfa.keys === sessionOf('BASE') && !isExport) return 'configuration: ';
  if (said === GUESSED && mfa.keys === LONG_TERM)
    return 'configuration: Several profiles have an access key: …keys…mfa';
  return said.endsWith('→ [mfa]') ? mfa.outcome : said;
}

describe('every kind of profile, however it is named, whatever [mfa] holds', () => {
  it.each(cases)('$kind, by $by, [mfa] holds $holds', (row) => {
    const name = row.by === undefined ? 'default' : 'it';
    const fill = (text: string) => text.replaceAll('NAME', name).replaceAll('BASE', name);
    const { credentials, config } = row.row;
    const mfa = row.mfa.keys && `[mfa]\n${row.mfa.keys}\n`;
    const files = {
      credentials: fill(BESIDE + mfa + (credentials === undefined ? '' : `[NAME]\n${credentials}\n`)),
      config: config === undefined ? '' : fill(`[${configHeader(name, new Map())}]\n${config}\n`),
    };
    const [options, variables] = row.by === undefined ? [{}, {}] : NAMED[row.by](name);
    expect(resolve(files, options, variables)).toMatch(words(fill(expectedOf(row))));
  });
});

const ENVIRONMENT_KEYS = { AWS_ACCESS_KEY_ID: 'AKIAENVIRONMENTWXYZ', AWS_SECRET_ACCESS_KEY: 'secret' };
const FROM_ENVIRONMENT = '[environment] → [mfa] Using the access key from the environment';
const NOTHING = 'configuration: There is no access key…aws-mfa setup';

describe('nothing is named', () => {
  const base = (name: string) => `[${name}]\n${LONG_TERM}\n`;
  it.each<[state: string, files: Files, variables: Variables, expected: string]>([
    ['[default] and others', { credentials: base('work') + base('default') }, {}, '[default] → [mfa]'],
    [
      'one other than [default]',
      { credentials: base('work') },
      {},
      '[work] → [mfa] Using [work] as the base profile: it is the only one',
    ],
    [
      'several others',
      { credentials: base('work') + base('home') },
      {},
      'configuration: Several profiles have an access key: work, home…--profile work',
    ],
    [
      'several, and keys in the environment',
      { credentials: base('a') + base('b') },
      ENVIRONMENT_KEYS,
      'configuration',
    ],
    ['one, and keys in the environment', { credentials: base('work') }, ENVIRONMENT_KEYS, '[work] → [mfa]'],
    [
      'keys in the environment only',
      {},
      ENVIRONMENT_KEYS,
      `${FROM_ENVIRONMENT} (AWS_ACCESS_KEY_ID …WXYZ): no profile has one.`,
    ],
    [
      'the same, [default] has settings',
      { config: '[default]\nregion = x\n' },
      ENVIRONMENT_KEYS,
      FROM_ENVIRONMENT,
    ],
    [
      'the same, and [default] has our own export of nobody in particular',
      { config: '[default]\ncredential_process = aws-mfa export\n' },
      ENVIRONMENT_KEYS,
      FROM_ENVIRONMENT,
    ],
    [
      'our own export of nobody in particular, and no keys',
      { config: '[default]\ncredential_process = aws-mfa export\n' },
      {},
      'configuration: credential_process of [default] runs aws-mfa, which would run it again',
    ],
    [
      'our own export of an MFA profile that is not there yet',
      { credentials: base('work'), config: '[default]\ncredential_process = aws-mfa export --profile mfa\n' },
      {},
      '[work] → [mfa] Using [work] as the base profile: it is the only one',
    ],
    [
      'temporary keys in the environment',
      {},
      { ...ENVIRONMENT_KEYS, AWS_ACCESS_KEY_ID: 'ASIAX', AWS_SESSION_TOKEN: 't' },
      NOTHING,
    ],
    ['ASIA in the environment, no token', {}, { ...ENVIRONMENT_KEYS, AWS_ACCESS_KEY_ID: 'ASIAX' }, NOTHING],
    ['half a key in the environment', {}, { AWS_ACCESS_KEY_ID: 'AKIAX' }, NOTHING],
    ['nothing at all', {}, {}, NOTHING],
    ['empty variables', {}, { AWS_PROFILE: '', AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' }, NOTHING],
    [
      'a session of the keys in the environment',
      { credentials: `[mfa]\n${sessionOf('environment')}` },
      ENVIRONMENT_KEYS,
      FROM_ENVIRONMENT,
    ],
    [
      '[default] has settings and nobody has keys',
      { config: '[default]\nregion = eu-west-1\n' },
      {},
      'configuration: Profile "default" has no access key. | Add its access key:\n`aws-mfa setup',
    ],
    [
      '[mfa] of another, keys in the environment only',
      { credentials: `[mfa]\n${sessionOf('work')}` },
      ENVIRONMENT_KEYS,
      'configuration: [mfa] has the session of base profile "work"… | …:\n`aws-mfa login --mfa-profile environment-mfa',
    ],
  ])('%s', (_, files, variables, expected) => {
    expect(resolve(files, {}, variables)).toMatch(words(expected));
  });

  it('the keys of the environment renew their session under its name', () => {
    const files = { credentials: `[mine]\n${sessionOf('environment')}` };
    expect(resolve(files, { profile: 'mine' }, ENVIRONMENT_KEYS)).toBe('[environment] → [mine]');
  });
});

describe('a name that is not there', () => {
  const two = `[work]\n${LONG_TERM}\n[home]\n${LONG_TERM}\n`;
  const cases: [name: string, credentials: string, expected: string][] = [
    ['wrok', two, 'There is no profile "wrok" (named by BY). | Did you mean "work"?'],
    ['prod', two, 'There is no profile "prod"…work, home…--profile NAME --mfa-profile prod'],
    ['my mfa', two, 'There is no profile "my mfa"…work, home…--profile NAME`$'],
    [
      'arn:aws:iam::123456789012:role/Admin',
      two,
      'There is no profile "arn:aws:iam::123456789012:role/Admin" (named by BY). | To name a role by its ARN, use `--role-arn`.',
    ],
    ['prod', '', 'There is no profile "prod"…aws-mfa setup --profile prod'],
  ];
  const each = cases.flatMap((row) =>
    (['--profile', 'AWS_PROFILE'] as const).map((by) => [by, ...row] as const),
  );
  it.each(each)('by %s: "%s"', (by, name, credentials, expected) => {
    const [end, line] = expected.endsWith('$') ? ['$', expected.slice(0, -1)] : ['', expected];
    const [options, variables] = NAMED[by](name);
    const pattern = new RegExp(words(line.replace('BY', by)).source + end);
    expect(resolve({ credentials }, options, variables)).toMatch(pattern);
  });

  const one = `[default]\n${LONG_TERM}`;
  const leftover = '[profile mfa]\nregion = eu-west-1\n';
  const role = '[profile admin]\nrole_arn = r\nsource_profile = mfa\n';
  it.each<[what: string, files: Files, named: string, expected: string]>([
    ['ahead of the first login', { credentials: one }, 'mfa', '[default] → [mfa]'],
    [
      'after a logout, which leaves its region',
      { credentials: one, config: leftover },
      'mfa',
      '[default] → [mfa]',
    ],
    ['by a role that rests on it', { credentials: one, config: role }, 'admin', '[default] → [mfa]'],
    [
      'of the only base',
      { credentials: `[work]\n${LONG_TERM}` },
      'mfa',
      '[work] → [mfa] Using [work] as the base profile: it is the only one…',
    ],
    [
      'of several',
      { credentials: two },
      'mfa',
      'configuration: Several profiles have an access key: …work, home…',
    ],
    ['of none', { config: leftover }, 'mfa', 'configuration: There is no access key…aws-mfa setup'],
  ])('but the usual section, %s, is that of a login without a name', (_, files, named, expected) => {
    expect(resolve(files, {}, { AWS_PROFILE: named })).toMatch(words(expected));
  });

  it('an empty flag is an error, an empty variable is none', () => {
    expect(resolve({ credentials: two }, { profile: '' }, {})).toMatch(/^usage: --profile is empty/);
    expect(resolve({ credentials: `[default]\n${LONG_TERM}` }, {}, { AWS_PROFILE: '' })).toBe(
      '[default] → [mfa]',
    );
  });

  it('the flag wins over the variable', () => {
    expect(resolve({ credentials: two }, { profile: 'home' }, { AWS_PROFILE: 'gone' })).toBe(
      '[home] → [mfa]',
    );
  });
});

describe('a key in a store of aws-mfa protect is a long-term access key', () => {
  const stored = 'credential_process = pass show aws-mfa/AKIAIOSFODNN7EXAMPLE\n';

  it('beside another one, neither is taken silently', () => {
    const files = { credentials: `[home]\n${LONG_TERM}`, config: `[profile work]\n${stored}` };
    expect(resolve(files, {}, {})).toMatch(
      words('configuration: Several profiles have an access key: home, work (credential_process).…'),
    );
  });

  it('alone, it is the base profile', () => {
    expect(resolve({ config: `[profile work]\n${stored}` }, {}, {})).toBe(
      '[work] → [mfa] Using [work] as the base profile: it is the only one with a long-term access key.',
    );
  });
});
