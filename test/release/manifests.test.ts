/** What package managers read. */
import { expect, test } from 'vitest';
import { manifests } from '../../scripts/release/manifests.ts';

const written = manifests({
  version: '1.2.0',
  repository: 'https://example.com/aws-mfa',
  address: 'https://example.com/aws-mfa/releases/download/v1.2.0',
  hashOf: (file) => `hash of ${file}`,
});

test('every file has its own hash', () => {
  for (const text of Object.values(written)) {
    const hashes = text.match(/(?<=hash of )aws-mfa[^"\s]+/gi) ?? [];
    const files = [...text.matchAll(/download\/v1\.2\.0\/(\S+?)["\n]/g)].map(([, file]) => file);
    expect(hashes.map((name) => name.toLowerCase())).toEqual(files);
  }
});

test('Scoop', () => {
  expect(JSON.parse(written['scoop/aws-mfa.json'] ?? '')).toMatchObject({
    version: '1.2.0',
    bin: 'aws-mfa.exe',
    architecture: { '64bit': { extract_dir: 'aws-mfa-1.2.0-windows-x64' } },
  });
});

test('winget has three files of one version', () => {
  const files = Object.entries(written).filter(([path]) => path.startsWith('winget/'));
  expect(files.map(([, text]) => /^PackageVersion: (.*)$/m.exec(text)?.[1])).toEqual([
    '1.2.0',
    '1.2.0',
    '1.2.0',
  ]);
});
