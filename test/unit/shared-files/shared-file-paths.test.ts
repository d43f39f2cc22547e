/** Where the two files are, and how their names are shown. */
import { describe, expect, it } from 'vitest';
import { readEnvironment } from '../../../src/environment.ts';
import { abbreviateHome, sharedFilePaths } from '../../../src/shared-files/read-shared-files.ts';

const HOME = '/home/alice';

describe('sharedFilePaths', () => {
  it.each([
    [undefined, '/home/alice/.aws/credentials'],
    ['', '/home/alice/.aws/credentials'],
    ['/etc/keys', '/etc/keys'],
    ['keys', 'keys'],
    ['~', '/home/alice'],
    ['~/keys', '/home/alice/keys'],
    ['~bob/keys', '~bob/keys'],
    ['/a/~/keys', '/a/~/keys'],
  ])('AWS_SHARED_CREDENTIALS_FILE=%s is %s', (value, path) => {
    const environment = readEnvironment({ AWS_SHARED_CREDENTIALS_FILE: value });
    expect(sharedFilePaths(environment, HOME)).toEqual({ credentials: path, config: `${HOME}/.aws/config` });
  });

  it('AWS_CONFIG_FILE likewise', () => {
    expect(sharedFilePaths(readEnvironment({ AWS_CONFIG_FILE: '~/c' }), HOME).config).toBe('/home/alice/c');
  });
});

it.each([
  ['/home/alice/.aws/credentials', '~/.aws/credentials'],
  ['/home/alicex/keys', '/home/alicex/keys'],
  ['/etc/keys', '/etc/keys'],
])('%s is shown as %s', (path, shown) => {
  expect(abbreviateHome(path, HOME)).toBe(shown);
});

it.each([
  [undefined, 'C:\\Users\\alice\\.aws\\credentials'],
  ['~/keys', 'C:\\Users\\alice\\keys'],
  ['~\\keys', 'C:\\Users\\alice\\keys'],
  ['D:/keys', 'D:/keys'],
])('on Windows, AWS_SHARED_CREDENTIALS_FILE=%s is %s, and shown in full', (value, path) => {
  const home = 'C:\\Users\\alice';
  const { credentials } = sharedFilePaths(readEnvironment({ AWS_SHARED_CREDENTIALS_FILE: value }), home);
  expect(credentials).toBe(path);
  expect(abbreviateHome(credentials, home)).toBe(path);
});
