/** The sandbox: nothing of the machine gets in, and nothing is left behind. */
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { type Sandbox, createSandbox } from '../support/sandbox.ts';

let sandbox: Sandbox;
afterEach(() => {
  vi.unstubAllEnvs();
  sandbox.dispose();
});

test('the files are there, byte for byte and owner-only', () => {
  const credentials = Buffer.from([0x5b, 0xff, 0x0d, 0x0a]);
  sandbox = createSandbox({ credentials, config: '[default]\n' });
  expect(sandbox.bytes()).toEqual(credentials);
  expect(statSync(sandbox.credentialsPath).mode & 0o777).toBe(0o600);
  expect(statSync(sandbox.configPath).size).toBe(10);
  expect(statSync(join(sandbox.home, '.aws')).mode & 0o777).toBe(0o700);
});

test('without files there is no ~/.aws', () => {
  sandbox = createSandbox();
  expect(existsSync(join(sandbox.home, '.aws'))).toBe(false);
  expect(sandbox.leftovers()).toEqual([]);
});

test('of the environment only what is harmless comes in', () => {
  for (const name of ['AWS_PROFILE', 'NODE_EXTRA_CA_CERTS', 'HTTPS_PROXY', 'NODE_OPTIONS', 'CI', 'LANG']) {
    vi.stubEnv(name, 'outside');
  }
  sandbox = createSandbox();
  const allowed = ['COLUMNS', 'HOME', 'LANG', 'PATH', 'TERM', 'TMPDIR'];
  expect(allowed).toEqual(expect.arrayContaining(Object.keys(sandbox.env)));
  expect(sandbox.env).toMatchObject({ HOME: sandbox.home, LANG: 'outside' });
});

test('what lies beside the two files is left over', () => {
  sandbox = createSandbox({ credentials: '' });
  writeFileSync(`${sandbox.credentialsPath}.lock`, '');
  expect(sandbox.leftovers()).toEqual(['credentials.lock']);
});

test('disposed of, it is gone', () => {
  sandbox = createSandbox({ credentials: '' });
  sandbox.dispose();
  expect(existsSync(sandbox.home)).toBe(false);
});
