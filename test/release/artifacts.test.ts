/** The files of a release on this platform: what is in them, and that they work once they are installed. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { version } from '../../package.json';
import { version as runtimeVersion } from '../../scripts/standalone/runtimes.json';
import { filesIn } from '../../scripts/release/archives.ts';
import { loginSetup } from '../support/login-setup.ts';
import { startProgram } from '../support/run.ts';

const release = join(import.meta.dirname, '../../release');
const debian = join(release, `aws-mfa_${version}-1_amd64.deb`);
const has = (tool: string): boolean => spawnSync(tool, ['--version']).status === 0;

/** Logs in with an installed program. */
async function logInWith(program: string): Promise<void> {
  const { env, aws, sandbox } = await loginSetup();
  const { code } = await startProgram(program, ['login', '--token', aws.nextCode()], { env }).result;
  expect(code).toBe(0);
  expect(sandbox.read()).toContain('[mfa]\naws_access_key_id = ASIA');
}

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'aws-mfa-artifact-'));
}

test('SHA256SUMS is right', () => {
  execFileSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], { cwd: release });
  const listed = readFileSync(join(release, 'SHA256SUMS'), 'utf8').match(/(?<= {2}).+/g);
  const packed = readdirSync(release).filter((name) => /\.(tgz|gz|zip|deb|json)$/.test(name));
  expect(listed?.sort()).toEqual(packed.sort());
});

test('the archive holds a program that works, and all that goes with it', async () => {
  const folder = newFolder();
  const name = `aws-mfa-${version}-linux-x64`;
  execFileSync('tar', ['-xzf', join(release, `${name}.tar.gz`), '-C', folder]);
  expect(filesIn(join(folder, name))).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'RUNTIME-LICENSES.md',
    'THIRD-PARTY-LICENSES.txt',
    'aws-mfa',
    'aws-mfa.1',
    ...['bash', 'fish', 'zsh'].map((shell) => `completions/aws-mfa.${shell}`),
  ]);
  await logInWith(join(folder, name, 'aws-mfa'));
});

test('the licenses of the runtime are those of the version that is inside', () => {
  const text = readFileSync(join(import.meta.dirname, '../../scripts/release/RUNTIME-LICENSES.md'), 'utf8');
  expect(text).toContain(`contains Bun ${runtimeVersion},`);
});

test.each(['', '-standalone'])('the bill of materials%s names what is inside', (name) => {
  const text = readFileSync(join(release, `aws-mfa-${version}${name}.cdx.json`), 'utf8');
  const bill = JSON.parse(text) as { bomFormat: string; components: { name: string; hashes?: unknown[] }[] };
  expect(bill.bomFormat).toBe('CycloneDX');
  const names = bill.components.map((component) => component.name);
  expect(names).toContain('commander');
  expect(names.some((each) => each.includes('bun'))).toBe(name !== '');
  expect(bill.components.filter(({ hashes }) => !hashes).map((component) => component.name)).toEqual([]);
  const licenses = readFileSync(join(release, '../dist/THIRD-PARTY-LICENSES.txt'), 'utf8');
  const licensed = [...licenses.matchAll(/^Name: (.*)$/gm)].map(([, each]) => each);
  expect(names.filter((each) => !each.includes('bun')).sort()).toEqual(licensed.sort());
});

describe.skipIf(!has('dpkg') || process.arch !== 'x64')('the Debian package', () => {
  /** A folder that dpkg takes for the root of a system. */
  function newSystem(): { root: string; dpkg: (...args: string[]) => string } {
    const root = newFolder();
    for (const path of ['info', 'updates', 'triggers'])
      mkdirSync(join(root, 'var/lib/dpkg', path), { recursive: true });
    execFileSync('touch', [join(root, 'var/lib/dpkg/status'), join(root, 'var/lib/dpkg/available')]);
    // The library that the package depends on is the one of this machine.
    const options = [`--root=${root}`, '--force-not-root', '--force-depends', `--log=${root}/dpkg.log`];
    const dpkg = (...args: string[]): string =>
      execFileSync('dpkg', [...options, ...args], { encoding: 'utf8' });
    return { root, dpkg };
  }

  it('is installed, works, and leaves nothing after it is purged', async () => {
    const { root, dpkg } = newSystem();
    dpkg('--install', debian);
    expect(dpkg('--status', 'aws-mfa')).toContain('Status: install ok installed');
    await logInWith(join(root, 'usr/bin/aws-mfa'));
    expect(readFileSync(join(root, 'usr/share/zsh/vendor-completions/_aws-mfa'), 'utf8')).toMatch(
      /^#compdef aws-mfa\n/,
    );
    dpkg('--verify', 'aws-mfa');
    dpkg('--remove', 'aws-mfa');
    expect(existsSync(join(root, 'usr/bin/aws-mfa'))).toBe(false);
    dpkg('--purge', 'aws-mfa');
    expect(filesIn(root).filter((path) => !path.startsWith('var/lib/dpkg/') && path !== 'dpkg.log')).toEqual(
      [],
    );
  });

  it.skipIf(!has('lintian'))('has no error for lintian', () => {
    const { stdout, status } = spawnSync('lintian', ['--fail-on', 'error', debian], { encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.not.stringMatching(/^E:/m) as string });
  });
});
