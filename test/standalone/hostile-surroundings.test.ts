/** The standalone program does the same wherever it is started, and whatever the runtime inside it is told. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { CONFIG, loginSetup, type LoginSetup } from '../support/login-setup.ts';
import { program } from '../support/program.ts';
import { startProgram, type RunResult } from '../support/run.ts';

const hasStrace = spawnSync('strace', ['-V']).status === 0;

interface Surroundings extends LoginSetup {
  /** A folder that a stranger may have filled. */
  folder: string;
  /** Exists as soon as one of the scripts in the folder has run. */
  trace: string;
  /** Runs `aws-mfa` in that folder. */
  runThere: (args: string[], env?: Record<string, string>) => Promise<RunResult>;
}

async function surroundings(): Promise<Surroundings> {
  const setup = await loginSetup({ config: `${CONFIG}[profile mfa]\nregion = eu-west-1\n` });
  const folder = join(setup.sandbox.home, 'project');
  const trace = join(folder, 'trace');
  mkdirSync(folder);
  const script = `require('node:fs').writeFileSync(${JSON.stringify(trace)}, 'ran');\n`;
  const dotenv =
    'AWS_PROFILE=stranger\nAWS_ENDPOINT_URL_STS=http://127.0.0.1:1\nNODE_OPTIONS=--require ./evil.js\n';
  const bunfig = 'preload = ["./evil.js"]\n[run]\npreload = ["./evil.js"]\n';
  const files = {
    'evil.js': script,
    'node_modules/commander/index.js': script,
    'index.js': script,
    '.env': dotenv,
    '.env.local': dotenv,
    '.env.production': dotenv,
    'bunfig.toml': bunfig,
    '.bunfig.toml': bunfig,
    'tsconfig.json': '{ "compilerOptions": { "paths": { "*": ["./evil.js"], "node:fs": ["./evil.js"] } } }',
    'package.json':
      '{ "type": "module", "main": "./evil.js", "imports": { "#*": "./evil.js" }, "bun": { "preload": "./evil.js" } }',
  };
  mkdirSync(join(folder, 'node_modules/commander'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  // The folders in which Bun looks for the settings of a user.
  writeFileSync(
    join(setup.sandbox.home, '.bunfig.toml'),
    `preload = [${JSON.stringify(`${folder}/evil.js`)}]\n`,
  );
  return {
    ...setup,
    folder,
    trace,
    runThere: (args, env = {}) => setup.run(args, { cwd: folder, env }),
  };
}

describe('in a hostile folder', () => {
  it('logs in as anywhere else, and runs nothing of the folder', async () => {
    const { runThere, aws, sandbox, trace } = await surroundings();
    const login = await runThere(['login', '--token', aws.nextCode()]);
    expect(login).toMatchObject({ code: 0, stderr: '' });
    expect(sandbox.read()).toContain('[mfa]\naws_access_key_id = ASIA');
    expect(await runThere(['status', '--check'])).toMatchObject({ code: 0 });
    expect(await runThere(['doctor', '--json'])).toMatchObject({ code: 0 });
    expect(existsSync(trace)).toBe(false);
  });

  it.skipIf(!hasStrace)('opens no file of the folder', async () => {
    const { env, folder, sandbox } = await surroundings();
    const log = join(sandbox.home, 'strace.log');
    const strace = ['-f', '-y', '-o', log, '-e', 'trace=open,openat,openat2', ...program, 'status'];
    expect(await startProgram('strace', strace, { env, cwd: folder }).result).toMatchObject({ code: 0 });
    const opened = [...readFileSync(log, 'latin1').matchAll(/= \d+<([^>]*)>/g)].map(([, path]) => path);
    expect(opened).toContain(sandbox.credentialsPath);
    expect(opened.filter((path) => path?.startsWith(folder) || path?.endsWith('bunfig.toml'))).toEqual([]);
  });
});

test.each<[string, string]>([
  ['BUN_OPTIONS', '--preload ./evil.js'],
  ['BUN_OPTIONS', '--preload=./evil.js --cpu-prof'],
  ['BUN_OPTIONS', '--env-file=.env'],
  ['BUN_OPTIONS', '--config=bunfig.toml'],
  ['BUN_OPTIONS', '--version'],
  ['BUN_BE_BUN', '1'],
  ['BUN_INSPECT', 'ws://127.0.0.1:0/x?wait=1'],
  ['BUN_INSPECT_CONNECT_TO', 'ws://127.0.0.1:1/x?wait=1'],
  ['BUN_INSPECT_PRELOAD', './evil.js'],
  ['BUN_CONFIG_PRELOAD', './evil.js'],
  ['BUN_BYTECODE_ORDER_OUT', './trace'],
  ['NODE_OPTIONS', '--require ./evil.js'],
  ['NODE_OPTIONS', '--import=./evil.js --inspect-brk'],
  ['NODE_PATH', './node_modules'],
  ['NODE_TLS_REJECT_UNAUTHORIZED', '0'],
])('%s=%s changes nothing', async (name, value) => {
  const { runThere, aws, trace } = await surroundings();
  const plain = await runThere(['--help']);
  expect(plain.stdout).toContain('aws-mfa');
  expect(await runThere(['--help'], { [name]: value })).toEqual(plain);
  const login = await runThere(['login', '--token', aws.nextCode()], { [name]: value });
  expect(login).toMatchObject({ code: 0, stderr: '' });
  expect(existsSync(trace)).toBe(false);
});

test('no argument is for the runtime', async () => {
  const { runThere, trace } = await surroundings();
  for (const args of [
    ['run', './evil.js'],
    ['./evil.js'],
    ['-e', '1'],
    ['--preload', './evil.js'],
    ['x', 'y'],
  ])
    expect(await runThere(args)).toMatchObject({ code: 252, stdout: '' });
  expect(existsSync(trace)).toBe(false);
});

test('a certificate that nobody vouches for is refused, whatever NODE_TLS_REJECT_UNAUTHORIZED says', async () => {
  const { run, aws, sandbox } = await loginSetup({ aws: { tls: true }, env: { NODE_EXTRA_CA_CERTS: '' } });
  const before = sandbox.read();
  const env = { NODE_TLS_REJECT_UNAUTHORIZED: '0', AWS_CA_BUNDLE: '' };
  const { code, stderr } = await run(['login', '--token', aws.nextCode()], { env });
  expect(code).not.toBe(0);
  expect(stderr).toMatch(/certificate/i);
  expect([aws.requests.length, sandbox.read()]).toEqual([0, before]);
});
