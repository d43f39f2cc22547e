/** Trusted certificates: the settings that name them, and every kind of bad certificate. */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CONFIG, CREDENTIALS, loginSetup, PROMPT } from '../support/login-setup.ts';
import { type CertificateName, caFile } from '../support/tls-certificate.ts';

/** None of these variables names trusted certificates. */
const NOBODY = { NODE_EXTRA_CA_CERTS: '', AWS_CA_BUNDLE: '' };

test.each<[what: string, env: Record<string, string>, config: string]>([
  ['AWS_CA_BUNDLE', { AWS_CA_BUNDLE: caFile }, ''],
  ['REQUESTS_CA_BUNDLE', { REQUESTS_CA_BUNDLE: caFile }, ''],
  ['ca_bundle of the base', {}, `ca_bundle = ${caFile}\n`],
  ['AWS_CA_BUNDLE ahead of ca_bundle', { AWS_CA_BUNDLE: caFile }, 'ca_bundle = /none\n'],
  ['ca_bundle ahead of REQUESTS_CA_BUNDLE', { REQUESTS_CA_BUNDLE: '/none' }, `ca_bundle = ${caFile}\n`],
  ["Node's own list and more", { NODE_EXTRA_CA_CERTS: caFile }, ''],
])('%s', async (_, env, config) => {
  const { run, aws } = await loginSetup({ aws: { tls: true }, config: CONFIG + config, env: NOBODY });
  const { code, stderr } = await run(['login', '--token', aws.nextCode()], { env });
  expect({ code, stderr }).toMatchObject({ code: 0 });
});

test('in the home folder', async () => {
  const { run, aws, sandbox } = await loginSetup({ aws: { tls: true }, env: NOBODY });
  copyFileSync(caFile, join(sandbox.home, 'office.pem'));
  const env = { AWS_CA_BUNDLE: '~/office.pem' };
  expect((await run(['login', '--token', aws.nextCode()], { env })).code).toBe(0);
});

test("the file takes the place of Node's list, and of what was added to it", async () => {
  const { run, aws, sandbox } = await loginSetup({ aws: { tls: true }, env: NOBODY });
  const other = join(sandbox.home, 'other.pem');
  copyFileSync(caFile.replace(/ca\.pem$/, 'self-signed.pem'), other);
  const env = { NODE_EXTRA_CA_CERTS: caFile, AWS_CA_BUNDLE: other };
  const { code, stderr } = await run(['login', '--token', aws.nextCode()], { env });
  expect(code).toBe(255);
  expect(stderr).toMatch(/is signed by an authority that is not trusted/);
  expect(stderr).toContain(`Only the certificates in ${other} (AWS_CA_BUNDLE) are trusted`);
  expect(aws.requests).toEqual([]);
});

test.each<[CertificateName, says: RegExp, remedy: RegExp]>([
  ['expired', /has expired \(CERT_HAS_EXPIRED\)/, /clock/],
  ['wrong-host', /is for another host \(ERR_TLS_CERT_ALTNAME_INVALID\)/, /endpoint/],
  ['self-signed', /is self-signed \(DEPTH_ZERO_SELF_SIGNED_CERT\)/, /AWS_CA_BUNDLE/],
  [
    'missing-intermediate',
    /is signed by an authority that is not trusted \(UNABLE_TO_VERIFY_LEAF_SIGNATURE\)/,
    /AWS_CA_BUNDLE/,
  ],
])('a certificate that is %s: 255, nothing arrives, nothing is written', async (tls, says, remedy) => {
  const { run, sandbox, aws } = await loginSetup({ aws: { tls } });
  const { code, stdout, stderr } = await run(['login', '--token', aws.nextCode()]);
  expect({ code, stdout }).toEqual({ code: 255, stdout: '' });
  expect(stderr).toMatch(
    new RegExp(
      `✗ The certificate of 127\\.0\\.0\\.1:\\d+ ${says.source}\\. The code was not sent\\.\n {2}.*${remedy.source}`,
    ),
  );
  expect(aws.requests).toEqual([]);
  expect(sandbox.read()).toBe(CREDENTIALS);
});

test('an authority that nobody named: 255, with the variable that names it', async () => {
  const { run, aws } = await loginSetup({ aws: { tls: true }, env: NOBODY });
  const { code, stderr } = await run(['login', '--token', aws.nextCode()]);
  expect(code).toBe(255);
  expect(stderr).toMatch(/an authority that is not trusted/);
  expect(stderr).toContain('export AWS_CA_BUNDLE=/path/to/certificate.pem\n');
  expect(aws.requests).toEqual([]);
});

test('certificates are checked even where Node is told not to', async () => {
  const { run, aws } = await loginSetup({
    aws: { tls: 'self-signed' },
    env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
  });
  expect((await run(['login', '--token', aws.nextCode()])).code).toBe(255);
  expect(aws.requests).toEqual([]);
});

test('a server that speaks no TLS', async () => {
  const { run, aws } = await loginSetup();
  const env = { AWS_ENDPOINT_URL_STS: aws.url.replace('http:', 'https:') };
  const { code, stderr } = await run(['login', '--token', '123456'], { env });
  expect(code).toBe(255);
  expect(stderr).toMatch(
    /✗ The TLS handshake with 127\.0\.0\.1:\d+ failed \(\w+\)\. The code was not sent\./,
  );
});

const CONFIGURED = `${CONFIG}ca_bundle = FILE\n`;

test.each<[what: string, make: (path: string) => void, says: string]>([
  ['missing', () => undefined, 'does not exist'],
  ['empty', (path) => writeFileSync(path, ''), 'is empty'],
  ['not PEM', (path) => writeFileSync(path, 'hello'), 'has no certificate in PEM format'],
  ['a folder', (path) => mkdirSync(path), 'cannot be read'],
])('a file of certificates that is %s: 253 before anybody is asked', async (_, make, says) => {
  const { open, run, sandbox } = await loginSetup({ aws: { tls: true }, config: CONFIGURED, env: NOBODY });
  const path = join(sandbox.home, 'office.pem');
  make(path);
  writeFileSync(sandbox.configPath, CONFIGURED.replace('FILE', path));
  const terminal = open(['login']);
  expect((await terminal.exit).code).toBe(253);
  expect(terminal.screen()).not.toMatch(PROMPT);
  for (const args of [
    ['login', '--token', '123456'],
    ['login', '--dry-run'],
  ]) {
    const { code, stderr } = await run(args);
    expect(code).toBe(253);
    expect(stderr).toContain(`✗ The certificate file ${path} (ca_bundle of [default]) ${says}`);
    expect(stderr).toMatch(/\n {2}Set ca_bundle of \[default\] to a PEM file/);
  }
  expect(sandbox.read()).toBe(CREDENTIALS);
});
