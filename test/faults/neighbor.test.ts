/**
 * Neighbors that take no lock and rewrite the file while 25 logins write to it: nobody's half-written state is ever
 * put in the place of the file, and exit code 0 means that the session was there after our rename. That a neighbor then
 * writes an old copy over it no writer can prevent; how often it happened is printed.
 */
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { KEY_LINES } from '../support/login-setup.ts';
import { type RunResult, startProgram } from '../support/run.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { sectionKeys } from '../support/section-keys.ts';
import { type LoginBench, CONFIG, loginBench } from './login-bench.ts';
import { type Seen, firstText, unchanging } from './rude-neighbor.ts';
import { hasStrace, runWatchingReads } from './strace.ts';

const HERS = firstText(`# Hers, every byte\n[default]\n${KEY_LINES}`);
const REGIONS = Array.from(
  { length: 25 },
  (_, index) => `\n[profile mfa-${index}]\nregion = eu-west-1\nx_source_profile = default\n`,
);
const NAMES = REGIONS.map((_, index) => `mfa-${index}`);

it('a neighbor rewrites the file 100 times a second, in place and by rename', async () => {
  const bench = await loginBench();
  const sandbox = bench.sandbox(HERS, CONFIG + REGIONS.join(''));
  const neighbor = startNeighbor(sandbox);
  const results = await logInAll(bench, sandbox);
  neighbor.child.stdin?.end();
  const { stdout, stderr } = await neighbor.result;
  expect(stderr).toBe('');
  const seen = JSON.parse(stdout) as Seen;

  expect(seen.turns).toBeGreaterThan(50);
  expect({ halves: seen.halves, firstHalf: seen.firstHalf }).toEqual({ halves: 0, firstHalf: '' });
  expectTidy(sandbox);
  console.log(
    `neighbor: ${seen.turns} rewrites; ${figures(bench, sandbox, results)}; ` +
      `${seen.undone} of the neighbor's own changes were undone by a login`,
  );
});

const AWS_CLI = '/usr/bin/aws';

it.skipIf(!existsSync(AWS_CLI))('`aws configure set` rewrites the file again and again', async () => {
  const bench = await loginBench();
  const sandbox = bench.sandbox(HERS, CONFIG + REGIONS.join(''));
  const set = `'${AWS_CLI}' configure set aws_access_key_id $((turns += 1)) --profile neighbor || exit 1`;
  const script = `turns=0; while [ ! -e "$HOME/stop" ]; do ${set}; done; echo $turns`;
  const neighbor = startProgram('sh', ['-c', script], { env: sandbox.env, timeoutMs: 240_000 });
  const results = await logInAll(bench, sandbox);
  writeFileSync(join(sandbox.home, 'stop'), '');
  const { code, stdout, stderr } = await neighbor.result;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expectTidy(sandbox);
  console.log(`neighbor: ${stdout.trim()} × aws configure set; ${figures(bench, sandbox, results)}`);
});

function startNeighbor(sandbox: Sandbox) {
  const jiti = join(import.meta.dirname, '../../node_modules/jiti/lib/jiti-cli.mjs');
  const program = join(import.meta.dirname, 'rude-neighbor.ts');
  const args = [jiti, program, sandbox.credentialsPath, '1'];
  return startProgram(process.execPath, args, { env: sandbox.env, keepStdinOpen: true, timeoutMs: 240_000 });
}

interface Login extends RunResult {
  name: string;
  /** What the program itself saw in the file after its last rename; unknown without strace. */
  lastRead: string | undefined;
}

async function logInAll(bench: LoginBench, sandbox: Sandbox): Promise<Login[]> {
  const logins = NAMES.map(async (name) => {
    const args = ['login', '--token', bench.code(), '--mfa-profile', name];
    return { name, ...(await runWatchingReads(sandbox, args, bench.env(sandbox))) };
  });
  const results = await Promise.all(logins);
  for (const { name, code, lastRead, stderr } of results) {
    expect([0, 253], stderr).toContain(code);
    // Who was given a session and could not keep it says that of the neighbor, and of nothing else.
    if (stderr.includes('code has been used')) expect(stderr).toContain('keeps rewriting');
    if (code !== 0 || lastRead === undefined) continue;
    const id = sectionKeys(lastRead, name)?.['aws_access_key_id'] ?? '';
    expect(lastRead, name).toContain(`aws_access_key_id = ${id}`);
    expect(bench.issued.has(id), name).toBe(true);
  }
  return results;
}

function expectTidy(sandbox: Sandbox): void {
  expect(unchanging(sandbox.read())).toBe(unchanging(HERS));
  expect(sandbox.leftovers()).toEqual([]);
  expect(statSync(sandbox.credentialsPath).mode & 0o777).toBe(0o600);
}

function figures(bench: LoginBench, sandbox: Sandbox, results: Login[]): string {
  const text = sandbox.read();
  const done = results.filter(({ code }) => code === 0);
  const kept = done.filter(({ name }) =>
    bench.issued.has(sectionKeys(text, name)?.['aws_access_key_id'] ?? ''),
  );
  const evaded = results.filter(({ stderr }) => stderr.includes('keeps rewriting'));
  return (
    `${done.length} of 25 logins exit 0${hasStrace ? ', each having read its session back' : ''}; ` +
    `${evaded.length} gave up, ${results.length - done.length - evaded.length} met half a file before they asked AWS; ` +
    `${done.length - kept.length} sessions were overwritten by an old copy afterwards`
  );
}
