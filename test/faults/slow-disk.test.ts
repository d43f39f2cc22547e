/**
 * Disks on which a sync takes seconds: as long as the owner of the lock lives, nobody takes the lock away from it, so that
 * each writer writes once. An owner that is stopped loses it.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KEY_LINES } from '../support/login-setup.ts';
import { program } from '../support/program.ts';
import { startProgram } from '../support/run.ts';
import { sectionKeys } from '../support/section-keys.ts';
import { loginBench } from './login-bench.ts';
import { hasStrace } from './strace.ts';

const HERS = `[default]\n${KEY_LINES}`;

describe.skipIf(!hasStrace)('a disk on which each sync takes 6 s', () => {
  it('4 logins at once: all are kept, and none had to sync its file twice', async () => {
    const bench = await loginBench();
    const names = ['mfa-1', 'mfa-2', 'mfa-3', 'mfa-4'];
    const regions = names
      .map((name) => `\n[profile ${name}]\nregion = eu-west-1\nx_source_profile = default\n`)
      .join('');
    const sandbox = bench.sandbox(
      HERS,
      `[default]\nregion = eu-west-1\nmfa_serial = arn:aws:iam::123456789012:mfa/alice\n${regions}`,
    );
    const begun = performance.now();
    const runs = names.map(async (name) => {
      const log = join(sandbox.home, `${name}.log`);
      const strace = ['-f', '-o', log, '-e', 'trace=fsync', '-e', 'inject=fsync:delay_enter=6000000'];
      const login = [...program, 'login', '--token', bench.code(), '--mfa-profile', name];
      const options = { env: bench.env(sandbox), timeoutMs: 300_000 };
      const { code, stderr } = await startProgram('strace', [...strace, ...login], options).result;
      return { code, stderr, syncs: readFileSync(log, 'latin1').match(/fsync\(\d/g)?.length };
    });
    // The file, then its folder.
    expect(await Promise.all(runs)).toEqual(names.map(() => ({ code: 0, stderr: '', syncs: 2 })));
    expect(names.filter((name) => !sectionKeys(sandbox.read(), name)?.['aws_session_token'])).toEqual([]);
    expect(sandbox.leftovers()).toEqual([]);
    console.log(
      `slow disk: 4 logins, 6 s a sync: ${((performance.now() - begun) / 1000).toFixed(0)} s, all kept`,
    );
  });

  it('the owner is stopped: another takes over, and nothing of either is lost', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'aws-mfa-stopped-'));
    const path = join(folder, 'credentials');
    writeFileSync(path, 'old\n');
    const jiti = join(import.meta.dirname, '../../node_modules/jiti/lib/jiti-cli.mjs');
    const once = [process.execPath, jiti, join(import.meta.dirname, '../support/update-once.ts'), path];
    const slow = ['-f', '-o', '/dev/null', '-e', 'trace=fsync', '-e', 'inject=fsync:delay_enter=6000000'];
    const owner = spawn('strace', [...slow, ...once, 'stopped'], { stdio: 'ignore' });
    const isOver = new Promise((resolve) => owner.on('exit', resolve));
    const temporary = () => readdirSync(folder).some((name) => name.endsWith('.tmp'));
    await expect.poll(temporary, { timeout: 30_000 }).toBe(true);
    const pid = spawnSync('pgrep', ['-P', String(owner.pid)], { encoding: 'utf8' }).stdout.trim();
    process.kill(Number(pid), 'SIGSTOP');
    const quick = await startProgram(process.execPath, [...once.slice(1), 'quick'], {
      env: { PATH: process.env['PATH'] ?? '' },
      timeoutMs: 60_000,
    }).result;
    expect(quick).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(path, 'latin1')).toBe('old\nquick\n');
    process.kill(Number(pid), 'SIGCONT');
    expect(await isOver).toBe(0);
    expect(readFileSync(path, 'latin1')).toBe('old\nquick\nstopped\n');
    expect([existsSync(path), readdirSync(folder)]).toEqual([true, ['credentials']]);
  });
});
