/**
 * No secret anywhere: keys, session and code bear marks (secrets/marks.ts), and whatever goes wrong, with `--debug` or without, none of
 * the marks is on standard output or error, in the name of any file that ever lay beside the credentials, or in the
 * arguments of another process. Nor does a control character reach the screen.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, watch } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { loginSetup, type LoginSetup } from '../support/login-setup.ts';
import { startLoopbackProxy, type LoopbackProxyOptions } from '../support/loopback-proxy.ts';
import { program } from '../support/program.ts';
import { startProgram } from '../support/run.ts';
import { answers, places, roles } from './secrets/answers.ts';
import { commands } from './secrets/commands.ts';
import { escapes } from './secrets/escapes.ts';
import { expectNoMark, expectNothingTold } from './secrets/expect-nothing-told.ts';
import { files } from './secrets/files.ts';
import { handedOut } from './secrets/handed-out.ts';
import { looks } from './secrets/looks.ts';
import { CODE, CONFIG, CREDENTIALS, PROXY_PASSWORD, SESSION_TOKEN } from './secrets/marks.ts';
import { network } from './secrets/network.ts';
import { changed, marked, type Row } from './secrets/row.ts';
import { codes, typed } from './secrets/typed.ts';

/** The same before the doctor's eyes, who is given no code, so that AWS can repeat none. */
const shown = (rows: Row[]): Row[] =>
  rows.filter(({ given, args = [] }) => args.length <= 1 && !/repeated|wrapped error/.test(given));
const toDoctor = (row: Row, ...flags: string[]): Row => ({
  ...row,
  given: [row.given, ...flags].join(', '),
  args: ['doctor', ...flags],
  // Without an AWS CLI, which takes longer to start than all the rest.
  env: { ...row.env, PATH: '/none' },
  succeeds: undefined,
});
const examined: Row[] = [
  ...shown([...codes, ...commands, ...network, ...answers, ...escapes]).map((row) => toDoctor(row)),
  // The same findings in JSON: what comes from outside is escaped in another way.
  ...shown([...files, ...escapes]).map((row) => toDoctor(row, '--json')),
];

const tables = Object.entries({
  typed,
  codes,
  files,
  answers,
  places,
  roles,
  commands,
  network,
  handedOut,
  looks,
  escapes,
  examined,
});
const rows = tables.flatMap(([table, all]) =>
  all.map((row) => [`${table}: ${JSON.stringify(row.given)}`, row] as const),
);

const PLAIN = /^(typed|codes|handedOut): /;

describe.each([
  ['said', []],
  ['said with --debug', ['--debug']],
])('%s', (_, flags) => {
  // An error with --debug contains what it says without; that is tried where codes are given and keys are printed.
  test.each(flags.length > 0 ? rows : rows.filter(([title]) => PLAIN.test(title)))('%s', async (__, row) => {
    const { args: [command = '', ...rest] = ['login', '--token', CODE], fault, stdin } = row;
    const aws = { users: [marked()] };
    const setup = await loginSetup({ credentials: CREDENTIALS, config: CONFIG, aws, ...row });
    const names = namesBeside(setup);
    if (!row.isRefused) setup.aws.acceptCodes(CODE);
    setup.aws.next(fault ?? changed((body) => body), Infinity);
    row.prepare?.(setup);
    const env = row.proxy && (await throughProxy(row.proxy));
    const result = await setup.run([command, ...flags, ...rest], {
      ...(stdin !== undefined && { stdin }),
      ...(env && { env }),
    });
    expectNothingTold(result);
    expectNoMark([...names(), ...setup.sandbox.leftovers()].join('\n'));
    if (row.succeeds !== undefined) expect(result.code === 0, result.stderr).toBe(row.succeeds);
    if (row.succeeds && !rest.includes('--dry-run') && !['status', 'logout'].includes(command))
      expect(setup.sandbox.read()).toContain(SESSION_TOKEN);
  });
});

const hasStrace = spawnSync('strace', ['-V']).status === 0;
test.skipIf(!hasStrace)('no other process is started, that could be given a secret', async () => {
  const { aws, env, sandbox } = await loginSetup({
    credentials: CREDENTIALS,
    config: CONFIG,
    aws: { users: [marked()] },
  });
  aws.acceptCodes(CODE);
  const log = `${sandbox.home}/strace.log`;
  const command = ['-f', '-e', 'trace=execve,execveat', '-o', log, ...program];
  const result = await startProgram('strace', [...command, 'login', '--token', CODE], {
    env,
    timeoutMs: 60_000,
  }).result;
  expect(result.code).toBe(0);
  expect(readFileSync(log, 'utf8').match(/execve(at)?\(/g)).toHaveLength(1);
});

/** The names of all files that come and go in ~/.aws from now on. */
function namesBeside({ sandbox }: LoginSetup): () => string[] {
  const names: string[] = [];
  const watcher = watch(`${sandbox.home}/.aws`, (_, name) => void names.push(name ?? ''));
  onTestFinished(() => watcher.close());
  return () => names;
}

async function throughProxy(options: LoopbackProxyOptions): Promise<Record<string, string>> {
  const url = (await startLoopbackProxy(options)).urlFor('alice', PROXY_PASSWORD);
  return { HTTP_PROXY: url, HTTPS_PROXY: url };
}
