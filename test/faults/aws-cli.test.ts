/**
 * The AWS CLI itself as the judge, where there is one: a credentials file that it could read before a login it can
 * read afterwards, the session exactly.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { KINDS } from '../support/credentials-kinds.ts';
import { DEVICE, KEY_LINES, loginSetup } from '../support/login-setup.ts';
import { plainValues } from '../support/plain-reader.ts';
import { programWords } from '../support/program.ts';

/** Debian's; another may be in the PATH ahead of it, or behind a wrapper that wants a home of its own. */
const AWS = ['/usr/local/bin/aws', '/usr/bin/aws'].find(existsSync);
if (!AWS) console.log('the AWS CLI is missing: it is not asked what it reads (apt-get install awscli)');

const CONFIG = `[default]\nmfa_serial = ${DEVICE}\n${KEY_LINES}`;
const written = KINDS.filter(([, , outcome]) => typeof outcome === 'string' || !('refused' in outcome));

test.skipIf(!AWS).each(written)('%s', async (_, bytes) => {
  const credentials = Buffer.from(bytes, 'latin1');
  const { run, aws, sandbox } = await loginSetup({ credentials, config: CONFIG });
  const get = (key: string, profile: string): string | undefined => {
    const args = ['configure', 'get', key, '--profile', profile];
    const { status, stdout } = spawnSync(AWS ?? '', args, { env: sandbox.env, encoding: 'utf8' });
    return status === 0 ? stdout.trimEnd() : undefined;
  };
  const before = get('aws_access_key_id', 'default');
  expect(await run(['login', '--token', aws.nextCode()])).toMatchObject({ code: 0 });
  const session = plainValues(sandbox.bytes().toString('latin1')).get('mfa');
  if (before === undefined) return;
  expect(get('aws_access_key_id', 'default')).toBe(before);
  expect(get('aws_session_token', 'mfa')).toBe(session?.get('aws_session_token'));
});

/** As others of their kind; fish came to the AWS CLI later than Debian's. */
test.skipIf(!AWS).each(['process', 'env', 'env-no-export', 'powershell', 'windows-cmd'])(
  'export --format %s is byte for byte what the AWS CLI prints, which has the session from us',
  async (format) => {
    const command = `${programWords} export --profile default`;
    const config = `${CONFIG}[profile live]\ncredential_process = ${command}\n`;
    const { run, aws, env } = await loginSetup({ config });
    expect(await run(['login', '--token', aws.nextCode()])).toMatchObject({ code: 0 });
    const args = ['configure', 'export-credentials', '--profile', 'live', '--format', format];
    const theirs = spawnSync(AWS ?? '', args, { env, encoding: 'utf8' });
    const { stdout } = await run(['export', '--profile', 'default', '--format', format]);
    expect(theirs.stderr).toBe('');
    expect(stdout).toBe(theirs.stdout);
  },
);
