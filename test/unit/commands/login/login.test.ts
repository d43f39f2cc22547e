/** A login from its options to what the person reads, with the files in memory. */
import { describe, expect, it } from 'vitest';
import type { Variables } from '../../../../src/environment.ts';
import { login } from '../../../../src/commands/login/login.ts';
import type { LoginOptions } from '../../../../src/login/login-request.ts';
import { AwsMfaError } from '../../../../src/errors.ts';
import {
  CONFIG_PATH,
  CREDENTIALS_PATH,
  fakes,
  type Fakes,
  type Prepared,
  ANSWER,
} from '../../../support/fakes.ts';
import { DEVICE } from '../../../support/session-plan.ts';
import { rejectedBy } from '../../../support/thrown-by.ts';

const BASE = '[default]\naws_access_key_id = AKIAIOSFODNN7WXYZ\naws_secret_access_key = base-secret\n';
const CONFIG = `[default]\nmfa_serial = ${DEVICE}\n`;
const SESSION = `[mfa]
aws_access_key_id = ASIAIOSFODNN7EXAMPLE
aws_secret_access_key = session-secret
aws_session_token = session-token
x_security_token_expires = 2026-11-24T00:00:00Z
x_token_issue_time = 2026-11-23T12:00:00Z
x_mfa_serial = ${DEVICE}
x_source_profile = default
`;

const prepare = (prepared: Prepared = {}) => fakes({ credentials: BASE, config: CONFIG, ...prepared });

async function run(options: LoginOptions, prepared: Prepared = {}): Promise<Fakes> {
  const at = prepare(prepared);
  await login(options, at);
  return at;
}

describe('a new session', () => {
  it('is written behind what stands there, after every check, and said', async () => {
    const { texts, events, calls, printed } = await run({ token: '123456' }, { replies: [ANSWER] });
    expect(texts.get(CREDENTIALS_PATH)).toBe(`${BASE}\n${SESSION}`);
    expect(texts.get(CONFIG_PATH)).toBe(CONFIG);
    expect(events).toEqual([
      `probed ${CREDENTIALS_PATH}`,
      'called STS',
      `wrote ${CREDENTIALS_PATH}`,
      expect.stringMatching(/^result: Session \[mfa\] expires at .* \(12h 0m left\)\.$/),
      'plain: Use it: `aws s3 ls --profile mfa`',
    ]);
    expect(calls).toMatchObject([{ tokenCode: '123456', durationSeconds: 43_200, serialNumber: DEVICE }]);
    expect(printed).toEqual([]);
  });

  it('the same session written twice leaves the same bytes', async () => {
    const { texts } = await run(
      { token: '123456' },
      { credentials: `${BASE}\n${SESSION}`, replies: [ANSWER] },
    );
    expect(texts.get(CREDENTIALS_PATH)).toBe(`${BASE}\n${SESSION}`);
  });

  it('of an older version, without the time of its issue: the next one has it, behind what is there', async () => {
    const [issued = ''] = /^x_token_issue_time.*\n/m.exec(SESSION) ?? [];
    const older = `${BASE}\n${SESSION.replace(issued, '')}`;
    const { texts } = await run({ token: '123456' }, { credentials: older, replies: [ANSWER] });
    expect(texts.get(CREDENTIALS_PATH)).toBe(`${older}${issued}`);
  });

  it("takes the base's region along, said so", async () => {
    const { texts, events } = await run(
      { token: '123456' },
      { config: `${CONFIG}region = eu-west-1\n`, replies: [ANSWER] },
    );
    expect(texts.get(CONFIG_PATH)).toBe(`${CONFIG}region = eu-west-1\n\n[profile mfa]\nregion = eu-west-1\n`);
    expect(events).toContainEqual(
      expect.stringMatching(/^note: Copied region = eu-west-1 from \[default\] to \[profile mfa\]/),
    );
  });
});

describe('a session that still serves', () => {
  const credentials = `${BASE}\n${SESSION}`;

  it.each<[options: LoginOptions]>([
    [{}],
    [{ minRemaining: '11h' }],
    [{ duration: '12h', minRemaining: '2h' }],
    [{ input: false }],
  ])('is used again: %j', async (options) => {
    const { texts, events } = await run(options, { credentials, variables: { AWS_MFA_TOKEN: '123456' } });
    expect(events).toEqual([
      expect.stringMatching(/^result: No code is needed\. Session \[mfa\] expires at/),
      expect.stringMatching(/^plain: .*`aws-mfa login --force`/),
    ]);
    expect(texts.get(CREDENTIALS_PATH)).toBe(credentials);
  });

  it.each<[options: LoginOptions]>([
    [{ token: '123456' }],
    [{ force: true }],
    [{ duration: '12h' }],
    [{ minRemaining: '12h' }],
    [{ serialNumber: 'GAHT12345678' }],
  ])('is not: %j', async (options) => {
    const { calls } = await run(options, {
      credentials,
      replies: [ANSWER],
      variables: { AWS_MFA_TOKEN: '123456' },
    });
    expect(calls).toHaveLength(1);
  });
});

it.each<[what: string, variables: Variables, warning: RegExp | undefined]>([
  ['its own key', { AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7EXAMPLE' }, undefined],
  ['a foreign key', { AWS_ACCESS_KEY_ID: 'AKIAX' }, /commands without --profile use that key/],
  [
    'a foreign key and a profile',
    { AWS_ACCESS_KEY_ID: 'AKIAX', AWS_PROFILE: 'default' },
    /use it instead of AWS_PROFILE=default, unless --profile is given/,
  ],
])('%s in the environment', async (_, variables, warning) => {
  const { said } = await run({}, { credentials: `${BASE}\n${SESSION}`, variables });
  const warnings = said.filter((line) => line.startsWith('warning: '));
  expect(warnings).toEqual(warning ? [expect.stringMatching(warning)] : []);
});

describe('a session of a role', () => {
  const ROLE = 'arn:aws:iam::123456789012:role/Admin';
  const options = { roleArn: ROLE, mfaProfile: 'boss' };
  const section = `${SESSION.replace('[mfa]', '[boss]')}x_principal_arn = ${ROLE}\n`;

  it('is written with its role beside it, and used again for that role', async () => {
    const first = await run({ ...options, token: '123456' }, { replies: [ANSWER] });
    expect(first.texts.get(CREDENTIALS_PATH)).toBe(`${BASE}\n${section}`);
    const again = await run(options, { credentials: `${BASE}\n${section}` });
    expect(again.events[0]).toMatch(/^result: No code is needed\. Session \[boss\] expires at/);
    const renewed = await run({ profile: 'boss' }, { credentials: `${BASE}\n${section}` });
    expect(renewed.events).toEqual(again.events);
  });

  it('of another role stands beside it', async () => {
    const other = { roleArn: `${ROLE}2`, mfaProfile: 'other', token: '123456' };
    const { texts } = await run(other, { credentials: `${BASE}\n${section}`, replies: [ANSWER] });
    const second = section.replace('[boss]', '[other]').replace(ROLE, `${ROLE}2`);
    expect(texts.get(CREDENTIALS_PATH)).toBe(`${BASE}\n${section}\n${second}`);
  });
});

describe('role profiles that cannot work with the session', () => {
  const config = `${CONFIG}[profile admin]\nrole_arn = r\nsource_profile = mfa\nmfa_serial = ${DEVICE}\n`;
  const named = /^note: mfa_serial of \[profile admin\]: /;
  const notesOf = ({ events }: Fakes) => events.filter((event) => named.test(event));

  it('are named at the first login, ahead of the call', async () => {
    const { events } = await run({ token: '123456' }, { config, replies: [ANSWER] });
    const [note, call] = [named, /^call/].map((form) => events.findIndex((event) => form.test(event)));
    expect(note).toBeGreaterThanOrEqual(0);
    expect(note).toBeLessThan(call ?? 0);
  });

  it.each<[what: string, options: LoginOptions, credentials: string]>([
    ['later', { token: '123456' }, `${BASE}\n${SESSION}`],
    ['where the session is used again', {}, `${BASE}\n${SESSION}`],
    ['for another section', { token: '123456', mfaProfile: 'other' }, BASE],
    [
      "for a role's session",
      { token: '123456', roleArn: 'arn:aws:iam::123456789012:role/a', mfaProfile: 'mfa' },
      BASE,
    ],
  ])('not %s', async (_, options, credentials) => {
    expect(notesOf(await run(options, { config, credentials, replies: [ANSWER] }))).toEqual([]);
  });

  it('always by --dry-run', async () => {
    const at = await run({ dryRun: true }, { config, credentials: `${BASE}\n${SESSION}` });
    expect(notesOf(at)).toHaveLength(1);
  });
});

describe('warnings', () => {
  const KEYS = { AWS_ACCESS_KEY_ID: 'AKIAENVIRONMENT', AWS_SECRET_ACCESS_KEY: 'secret' };
  const shadowed = expect.stringMatching(/^warning: AWS_ACCESS_KEY_ID is set/) as string;

  it.each<[what: string, prepared: Prepared, expected: string[]]>([
    ['keys in the environment', { variables: KEYS }, [shadowed]],
    ['not where they are the base', { variables: { ...KEYS, AWS_MFA_SERIAL: DEVICE }, credentials: '' }, []],
    ['nothing to warn of', {}, []],
  ])('%s', async (_, prepared, expected) => {
    const { events } = await run({ token: '123456' }, { ...prepared, replies: [ANSWER] });
    expect(events.filter((event) => event.startsWith('warning:'))).toEqual(expected);
  });

  it('what nobody decided is noted', async () => {
    const credentials = BASE.replace('default', 'work');
    const { events } = await run(
      { token: '123456', serialNumber: DEVICE },
      { credentials, replies: [ANSWER] },
    );
    expect(events[0]).toMatch(/^note: Using \[work\] as the base profile: it is the only one/);
  });
});

it('a file that cannot be read stops everything, also one that is not edited', async () => {
  const readTextFile = (path: string) => {
    if (path === CONFIG_PATH) throw new AwsMfaError('file_error', 'Unreadable.');
    return BASE;
  };
  const error = await rejectedBy(login({ token: '123456' }, prepare({ readTextFile })));
  expect(error.message).toBe('Unreadable.');
});
