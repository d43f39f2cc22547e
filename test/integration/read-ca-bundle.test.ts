/** Certificate files: which are accepted, and the errors. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readCaBundle } from '../../src/aws/ca-bundle.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';
import { thrownBy, told } from '../support/thrown-by.ts';
import { ca, caFile } from '../support/tls-certificate.ts';
import { sourceOf } from '../support/source-of.ts';

let sandbox: Sandbox;
beforeEach(() => void (sandbox = createSandbox()));
afterEach(() => sandbox.dispose());

const from = 'AWS_CA_BUNDLE';
const written = (content: string | Buffer) => {
  const path = join(sandbox.home, 'office.pem');
  writeFileSync(path, content);
  return path;
};

it('gives the certificates, all of them and nothing else', () => {
  expect(readCaBundle({ value: caFile, source: sourceOf(from) }, '/')).toBe(ca.trim());
  const two = written(
    Buffer.concat([Buffer.from(`# B\xfcro\r\n`, 'latin1'), Buffer.from(`${ca}\n# other\n${ca}`)]),
  );
  expect(readCaBundle({ value: two, source: sourceOf(from) }, '/')).toBe(`${ca.trim()}\n${ca.trim()}`);
});

it('knows the home folder', () => {
  written(ca);
  expect(readCaBundle({ value: '~/office.pem', source: sourceOf(from) }, sandbox.home)).toBe(ca.trim());
});

it.each<[what: string, path: () => string, expected: RegExp]>([
  ['is missing', () => join(sandbox.home, 'none.pem'), /none\.pem \(AWS_CA_BUNDLE\) does not exist\./],
  ['is empty', () => written('\n'), /office\.pem \(AWS_CA_BUNDLE\) is empty\./],
  [
    'is not PEM',
    () => written(Buffer.from([0x30, 0x82, 1, 2])),
    /\(AWS_CA_BUNDLE\) has no certificate in PEM format\./,
  ],
  [
    'holds a key alone',
    () => written('-----BEGIN PRIVATE KEY-----\nMA==\n-----END PRIVATE KEY-----\n'),
    /has no certificate/,
  ],
  [
    'is damaged',
    () => written(`${ca}${ca.replace(/\n.{20}/, '\n')}`),
    /cannot be used: certificate number 2 is damaged\./,
  ],
  ['is cut off', () => written(ca.slice(0, 200)), /has no certificate/],
  [
    'is a folder',
    () => {
      const path = join(sandbox.home, 'certs');
      mkdirSync(path);
      return path;
    },
    /\(AWS_CA_BUNDLE\) cannot be read: .*a folder/,
  ],
])('a file that %s', (_, path, expected) => {
  const error = thrownBy(() => readCaBundle({ value: path(), source: sourceOf(from) }, '/'));
  expect(error).toHaveProperty('kind', 'configuration');
  expect(told(error)).toMatch(expected);
  expect(error).toHaveProperty('hint', expect.stringContaining('AWS_CA_BUNDLE') as string);
});
