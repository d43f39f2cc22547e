/** What a run loads and opens: what it does not use must not cost its user a millisecond. */
import { readdirSync, readFileSync, utimesSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { CONFIG, CREDENTIALS, DEVICE, loginSetup } from '../support/login-setup.ts';
import { startLoopbackProxy } from '../support/loopback-proxy.ts';
import { programWith } from '../support/program.ts';
import { startProgram } from '../support/run.ts';

const hook = fileURLToPath(new URL('../support/footprint.cjs', import.meta.url));

const SESSION = `
[mfa]
aws_access_key_id = ASIAIOSFODNN7EXAMPLE
aws_secret_access_key = s
aws_session_token = t
x_security_token_expires = 2099-01-01T00:00:00Z
x_mfa_serial = ${DEVICE}
x_source_profile = default
`;
/** A session that lasts seventy years is none that AWS gave; this one ends in twelve hours. */
const withSession = () =>
  CREDENTIALS + SESSION.replace('2099-01-01T00:00:00Z', new Date(Date.now() + 43_200_000).toISOString());

interface Footprint {
  /** Files of the program, in alphabetical order. */
  loaded: string[];
  /** Modules of Node's. */
  builtin: string[];
  /** Files in the home folder, each as often as it was opened. */
  opened: string[];
}

async function footprint(
  args: string[],
  credentials: string,
  token: boolean,
  others: Record<string, string> = {},
): Promise<Footprint> {
  const config = `${CONFIG}[profile mfa]\nregion = eu-west-1\n`;
  const { env, sandbox, aws } = await loginSetup({ credentials, config });
  // A file that was written a moment ago is looked at several times.
  utimesSync(sandbox.credentialsPath, 1e9, 1e9);
  const told = join(sandbox.home, 'footprint.json');
  const given = token ? ['--token', aws.nextCode()] : [];
  const [command, ...before] = programWith(hook);
  const { result } = startProgram(command, [...before, ...args, ...given], {
    env: { ...env, ...others, FOOTPRINT: told },
  });
  expect(await result).toHaveProperty('code', 0);
  const { loaded, builtin, opened } = JSON.parse(readFileSync(told, 'utf8')) as Footprint;
  const mine = opened.filter((path) => path.startsWith(sandbox.home)).map((path) => basename(path));
  return { loaded: loaded.map((path) => basename(path)).sort(), builtin, opened: mine.map(withoutToken) };
}

/** A temporary file has a name that no two runs share. */
function withoutToken(name: string): string {
  return name.replace(/[0-9a-f-]{36}/, 'TOKEN');
}

const FILES = ['credentials', 'config'];
/** What a write rests on, tried before a code is asked for. */
const probed = (file: string) => [
  file, // may it be changed?
  `.${file}.aws-mfa.lock`,
  `.${file}.aws-mfa.lock`, // still ours to remove?
  `.${file}.aws-mfa.lock`, // again, now with a temporary file beside it
  `.${file}.aws-mfa.TOKEN.tmp`,
  `.${file}.aws-mfa.lock`, // still ours to remove?
];

/** Files of the program that hold the SDK, the prompt, the safe write, or the search for a device. */
const HEAVY = ['commandBuilder.js', 'iam.js', 'sdk-reader.js', 'ask.js', 'setup.js', 'doctor.js'];

it('the files that most runs do without are there by these names', () => {
  expect(readdirSync(new URL('../../dist', import.meta.url))).toEqual(expect.arrayContaining(HEAVY));
});

it.each<[what: string, args: string[], credentials: string, opened: string[]]>([
  ['--version', ['--version'], CREDENTIALS, []],
  ['--help', ['--help'], CREDENTIALS, []],
  ['login --help', ['login', '--help'], CREDENTIALS, []],
  ['completion', ['completion', 'bash'], CREDENTIALS, []],
  ['names for Tab', ['completion', 'profiles'], CREDENTIALS, FILES],
  ['a session that is still good', ['login'], withSession(), FILES],
  ['the same as JSON', ['login', '--json'], withSession(), FILES],
  ['status', ['status'], withSession(), FILES],
  ['status --check', ['status', '--check'], withSession(), FILES],
  ['export', ['export'], withSession(), FILES],
  ['exec', ['exec', '--', 'true'], withSession(), FILES],
  ['--dry-run', ['login', '--dry-run'], CREDENTIALS, [...FILES, ...probed('credentials'), 'credentials']],
])('%s: no SDK, no prompt, no network', async (_, args, credentials, opened) => {
  const found = await footprint(args, credentials, false);
  expect(found.loaded.filter((name) => HEAVY.includes(name))).toEqual([]);
  expect(found.opened).toEqual(opened);
  expect(found.builtin.filter((name) => /NativeModule (tls|https?|crypto|readline)$/.test(name))).toEqual([]);
});

it('--token: no prompt; each file as often as the safe write needs it', async () => {
  const { loaded, builtin, opened } = await footprint(['login'], withSession(), true);
  expect(loaded.filter((name) => /^(ask|questions|iam|proxied-agents|doctor)\.js$/.test(name))).toEqual([]);
  expect(builtin.filter((name) => /NativeModule readline$/.test(name))).toEqual([]);
  expect(opened).toEqual([
    ...FILES,
    ...probed('credentials'),
    'credentials', // what the edit is tried on
    'credentials', // is the section still ours, now that a code is to be sent?
    'credentials', // may it be changed?
    '.credentials.aws-mfa.lock',
    'credentials', // what is edited
    '.credentials.aws-mfa.TOKEN.tmp',
    '.credentials.aws-mfa.TOKEN.tmp', // read back by the SDK's own loader
    '.credentials.aws-mfa.lock', // still ours?
    'credentials', // unchanged?
    'credentials', // still there?
    '.credentials.aws-mfa.lock', // still ours to remove?
    '.aws', // synced
  ]);
});

it('doctor: no prompt, no process of a profile; each file is read once, and tried', async () => {
  const { loaded, builtin, opened } = await footprint(['doctor'], CREDENTIALS, false, { PATH: '/none' });
  expect(loaded).toContain('doctor.js');
  expect(loaded.filter((path) => ['ask.js', 'credential-process.js'].includes(path))).toEqual([]);
  expect(builtin.filter((name) => /NativeModule readline$/.test(name))).toEqual([]);
  expect(opened).toEqual([...FILES, ...probed('credentials'), ...probed('config')]);
});

it('a proxy: its part, and that alone, is loaded on top', async () => {
  const direct = await footprint(['login'], withSession(), true);
  const proxy = await startLoopbackProxy();
  const proxied = await footprint(['login'], withSession(), true, { HTTP_PROXY: proxy.url });
  expect(proxied.loaded.filter((path) => !direct.loaded.includes(path))).toEqual(['proxied-agents.js']);
  expect(proxy.forwarded).toHaveLength(1);
});

it('a session that is still good loads nothing for the proxy and the certificates that are set', async () => {
  const others = { HTTPS_PROXY: 'http://127.0.0.1:1', AWS_CA_BUNDLE: '/none' };
  const { loaded, opened } = await footprint(['login'], withSession(), false, others);
  expect(loaded.filter((name) => [...HEAVY, 'proxied-agents.js'].includes(name))).toEqual([]);
  expect(opened).toEqual(FILES);
});
