/** What a set-up writes, where, and what of it is shown. */
import { expect, it } from 'vitest';
import { changeLines } from '../../../../src/commands/setup/finish-setup.ts';
import { settingsChanges, type NewSettings } from '../../../../src/login/save-settings.ts';
import { sharedFiles } from '../../../support/shared-files.ts';

const KEYS = { accessKeyId: 'AKIA1', secretAccessKey: 'the-secret' };
const NOTHING = { base: 'work' };
const PATHS = { credentials: 'CREDENTIALS', config: 'CONFIG' };

function lines(answers: Partial<NewSettings>, credentials = '', config = '') {
  return changeLines(settingsChanges({ ...NOTHING, ...answers }, sharedFiles(credentials, config)), PATHS);
}

it('nothing where nothing is to change', () => {
  expect(lines({})).toEqual([]);
});

it('keys to the credentials file, settings to the config file; the secret is not shown', () => {
  expect(lines({ keys: KEYS, region: 'eu-west-1', serialNumber: 'GAHT12345678' })).toEqual([
    'CREDENTIALS, [work]',
    '  aws_access_key_id = AKIA1',
    '  aws_secret_access_key (hidden)',
    'CONFIG, [profile work]',
    '  region = eu-west-1',
    '  mfa_serial = GAHT12345678',
  ]);
});

it('a setting that stands beside the keys is changed there', () => {
  expect(lines({ region: 'r', serialNumber: 'd' }, '[work]\nmfa_serial = old\n')).toEqual([
    'CREDENTIALS, [work]',
    '  mfa_serial = d',
    'CONFIG, [profile work]',
    '  region = r',
  ]);
});

it('a token of a former session goes when keys come, and stays else', () => {
  const [withKeys] = settingsChanges({ ...NOTHING, keys: KEYS }, sharedFiles());
  expect(withKeys?.edit.drop).toContain('aws_session_token');
  const [without] = settingsChanges(
    { ...NOTHING, serialNumber: 'd' },
    sharedFiles('[work]\nmfa_serial = x\n'),
  );
  expect(without?.edit.drop).toEqual([]);
});
