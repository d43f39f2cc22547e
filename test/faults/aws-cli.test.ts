/**
 * The AWS CLI itself as the judge, where there is one: a credentials file that it could read before a login it can
 * read afterwards, the session exactly.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KINDS } from '../support/credentials-kinds.ts';
import { DEVICE, KEY_LINES, loginSetup } from '../support/login-setup.ts';
import { plainValues } from '../support/plain-reader.ts';
import { programWords } from '../support/program.ts';

/** Debian's, with the Python that has it as a module; another may be earlier in the PATH. */
const AWS = ['/usr/bin/aws'].find(existsSync);
const PYTHON = '/usr/bin/python3';
if (!AWS) console.log('the AWS CLI is missing: it is not asked what it reads (apt-get install awscli)');

const CONFIG = `[default]\nmfa_serial = ${DEVICE}\n${KEY_LINES}`;
const written = KINDS.filter(([, , outcome]) => typeof outcome === 'string' || !('refused' in outcome));

/** Runs one AWS CLI command after another, a JSON line each. To start it anew for each takes seconds. */
const COMMANDS = `
import contextlib, io, json, os, sys
from awscli.clidriver import main
for line in sys.stdin:
    job = json.loads(line)
    os.environ.clear()
    os.environ.update(job['env'])
    sys.argv = ['aws', *job['args']]
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        try:
            status = main()
        except SystemExit as end:
            status = end.code
    print(json.dumps({'status': status, 'stdout': out.getvalue()}), flush=True)
`;

interface Answer {
  status: number | null;
  stdout: string;
}

let ask: (args: string[], env: Record<string, string>) => Promise<Answer>;

beforeAll(() => {
  if (!AWS) return;
  const python = spawn(PYTHON, ['-c', COMMANDS], { stdio: ['pipe', 'pipe', 'inherit'] });
  afterAll(() => void python.stdin.end());
  const lines = createInterface(python.stdout)[Symbol.asyncIterator]();
  ask = async (args, env) => {
    python.stdin.write(`${JSON.stringify({ args, env })}\n`);
    const line: unknown = (await lines.next()).value;
    return JSON.parse(String(line)) as Answer;
  };
});

test.skipIf(!AWS).each(written)('%s', async (_, bytes) => {
  const credentials = Buffer.from(bytes, 'latin1');
  const { run, aws, sandbox } = await loginSetup({ credentials, config: CONFIG });
  const get = async (key: string, profile: string): Promise<string | undefined> => {
    const { status, stdout } = await ask(['configure', 'get', key, '--profile', profile], sandbox.env);
    return status === 0 ? stdout.trimEnd() : undefined;
  };
  const before = await get('aws_access_key_id', 'default');
  expect(await run(['login', '--token', aws.nextCode()])).toMatchObject({ code: 0 });
  const session = plainValues(sandbox.bytes().toString('latin1')).get('mfa');
  if (before === undefined) return;
  expect(await get('aws_access_key_id', 'default')).toBe(before);
  expect(await get('aws_session_token', 'mfa')).toBe(session?.get('aws_session_token'));
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
