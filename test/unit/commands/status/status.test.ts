/** `status` with the files in memory: what is shown, what is printed, and what is answered by exit code. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Variables } from '../../../../src/environment.ts';
import { status, type StatusOptions } from '../../../../src/commands/status/status.ts';
import { CONFIG_PATH, CREDENTIALS_PATH, fakeContext } from '../../../support/fakes.ts';
import { LASTING_KEYS, SESSION_KEYS, sessionOf } from '../../../support/stored-files.ts';
import { rejectedBy, told, words } from '../../../support/thrown-by.ts';

beforeEach(() => void vi.stubEnv('TZ', 'UTC'));
afterEach(() => void vi.unstubAllEnvs());

const NOW = new Date('2026-11-23T12:00:00Z');
const DEVICE = 'x_mfa_serial = arn:aws:iam::123456789012:mfa/alice\n';
const TIMES = 'x_security_token_expires = 2026-11-23T14:00:00Z\nx_token_issue_time = 2026-11-23T11:00:00Z\n';
const CREDENTIALS = `[default]\n${LASTING_KEYS}${sessionOf('default', 'mfa', TIMES + DEVICE)}
[soon]\n${SESSION_KEYS}expiration = 2026-11-23T12:10:00Z
[old]\n${SESSION_KEYS}expiration = 2020-01-01T00:00:00Z
[sso]\n${SESSION_KEYS}
[half]\naws_access_key_id = ASIAHALF\nexpiration = 2026-11-23T14:00:00Z\n`;
const CONFIG = '[profile prod]\nrole_arn = r\nsource_profile = mfa\n';

interface Prepared {
  files?: Record<string, string>;
  variables?: Variables;
  columns?: number;
}

async function run(name: string | undefined, options: StatusOptions, prepared: Prepared = {}) {
  const shown: string[] = [];
  const said: string[] = [];
  const printed: unknown[] = [];
  const files = prepared.files ?? { [CREDENTIALS_PATH]: CREDENTIALS, [CONFIG_PATH]: CONFIG };
  const context = fakeContext({
    variables: prepared.variables ?? {},
    now: () => NOW,
    say: (tone, text) => tone !== 'debug' && said.push(`${tone}: ${text}`),
    show: (tone, text) => shown.push(`${tone}: ${text}`),
    columns: () => prepared.columns ?? 10_000,
    printJson: (value) => printed.push(value),
    readTextFile: (path) => files[path],
  });
  const code = await status(name, options, context);
  return { code, shown, said, printed };
}

describe('all sessions', () => {
  it('each with the mark of its urgency', async () => {
    const { code, shown, said, printed } = await run(undefined, {});
    expect({ code, said, printed }).toEqual({ code: 0, said: [], printed: [] });
    expect(shown.map((line) => line.replace(/ .*/, ''))).toEqual([
      'plain:',
      'result:',
      'warning:',
      'error:',
      'note:',
      'error:',
      'plain:',
    ]);
    expect(shown[1]).toMatch(/^result: mfa .* 1h 0m +2h 0m +Mon 23 Nov 2026, 14:00 UTC$/);
    expect(shown.at(-1)).toBe('plain: Role profiles that use [mfa]: prod');
  });

  it('what AWS_PROFILE selects, and what shadows it', async () => {
    const { shown, said } = await run(
      undefined,
      {},
      { variables: { AWS_PROFILE: 'prod', AWS_ACCESS_KEY_ID: 'x' } },
    );
    expect(shown.at(-1)).toBe(
      'note: AWS_PROFILE=prod selects a role profile that uses the session in [mfa].',
    );
    expect(said).toEqual([
      expect.stringMatching(
        /^warning: AWS_ACCESS_KEY_ID is set\. The AWS CLI and Terraform use it instead of/,
      ),
    ]);
  });

  it('in blocks if the terminal has no room for a table', async () => {
    const { shown } = await run(undefined, {}, { columns: 40 });
    expect(shown).toContain('result: mfa');
    expect(shown.filter((line) => line.length > 'result: '.length + 38)).toEqual([]);
  });

  it.each([
    ['no file', {}, 'setup'],
    ['no session', { [CREDENTIALS_PATH]: `[default]\n${LASTING_KEYS}` }, 'login'],
  ])('%s', async (_, files, command) => {
    const { code, shown } = await run(undefined, {}, { files });
    expect(code).toBe(0);
    expect(shown).toEqual([`note: No session in ~/.aws/credentials. To get one:\n\`aws-mfa ${command}\``]);
    expect((await run(undefined, { json: true }, { files })).printed).toEqual([[]]);
  });

  it('--json: nothing else on standard output; warnings are elsewhere', async () => {
    const { shown, said, printed } = await run(
      undefined,
      { json: true },
      { variables: { AWS_PROFILE: 'gone' } },
    );
    expect(shown).toEqual([]);
    expect(said).toHaveLength(1);
    expect(printed).toMatchObject([
      [{ profile: 'mfa', mfa_age_seconds: 3600 }, {}, {}, {}, { complete: false }],
    ]);
    expect(JSON.stringify(printed)).not.toMatch(/secret|"token|ASIA/);
  });
});

describe('one session', () => {
  it.each(['mfa', 'default', 'prod'])('named by %s', async (name) => {
    expect((await run(name, {})).shown).toEqual([
      'result: mfa',
      'plain: 2h 0m left',
      'plain: expires Mon 23 Nov 2026, 14:00 UTC',
      'plain: MFA 1h 0m ago',
      'plain: account 123456789012',
      'plain: mfa/alice',
      'plain: base profile default',
      'plain: role profiles prod',
    ]);
    expect((await run(name, { json: true })).printed).toMatchObject([[{ profile: 'mfa' }]]);
  });

  it.each([
    ['a base', 'work', '`aws-mfa login --profile work`'],
    ['a name for a shell to stumble over', "it's", "`aws-mfa login --profile 'it'\\''s'`"],
  ])('none of %s: how to get one', async (_, name, command) => {
    const files = {
      [CREDENTIALS_PATH]: `[work]\n${LASTING_KEYS}[it's]\n${LASTING_KEYS}`,
    };
    const error = await rejectedBy(run(name, {}, { files }));
    expect(told(error)).toBe(`configuration: Profile "${name}" has no session. | To get one:\n${command}`);
  });
});

describe('--check', () => {
  it.each<[name: string, minRemaining: string | undefined, code: number]>([
    ['mfa', '7199', 0],
    ['mfa', '2h', 1],
    ['soon', undefined, 0],
    ['soon', '10m', 1],
    ['old', '0', 1],
    ['half', undefined, 1],
    ['mfa', '0', 0],
    // Longer than any session: a plain answer, too.
    ['mfa', '9d', 1],
  ])('%s --min-remaining %s: %i', async (name, minRemaining, expected) => {
    const options = { check: true, ...(minRemaining !== undefined && { minRemaining }) };
    const { code, shown, said, printed } = await run(name, options);
    expect({ code, shown, said, printed }).toEqual({ code: expected, shown: [], said: [], printed: [] });
  });

  it.each<[profile: string, code: number]>([
    ['old', 1],
    ['prod', 0],
  ])('AWS_PROFILE=%s decides, silently, where no name is typed', async (profile, code) => {
    const variables = { AWS_PROFILE: profile, AWS_ACCESS_KEY_ID: 'x' };
    expect(await run(undefined, { check: true }, { variables })).toMatchObject({ code, said: [], shown: [] });
    expect(await run('mfa', { check: true }, { variables })).toMatchObject({ code: 0 });
  });

  it('a name that is none is an error, not an answer', async () => {
    const error = await rejectedBy(run('mfaa', { check: true }));
    expect(told(error)).toMatch(words('configuration: There is no profile "mfaa"'));
  });
});
