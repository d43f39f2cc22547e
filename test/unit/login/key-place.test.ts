/** Where the key of a base profile can be replaced, and where not. */
import { describe, expect, it } from 'vitest';
import { checkOnlyPlace, keyPlace } from '../../../src/login/key-place.ts';
import { whatIsWritten, writeKey } from '../../../src/login/write-key.ts';
import { CREDENTIALS_PATH, fakes } from '../../support/fakes.ts';
import { openedFiles } from '../../support/shared-files.ts';
import { sourceOf } from '../../support/source-of.ts';
import { rejectedBy, throwing, thrownBy, told } from '../../support/thrown-by.ts';

const ID = 'AKIAIOSFODNN7EXAMPLE';
const KEYS = { accessKeyId: ID, secretAccessKey: 'secret' };
const NEW = { accessKeyId: 'AKIAI44QH8DHBEXAMPL2', secretAccessKey: 'new' };
const LINES = `aws_access_key_id = ${ID}\naws_secret_access_key = secret\n`;
const NEW_LINES = `aws_access_key_id = ${NEW.accessKeyId}\naws_secret_access_key = new\n`;

const place = (credentials: string, config = '', name = 'work') =>
  keyPlace({ name, keys: KEYS }, openedFiles(credentials, config));

describe('keyPlace', () => {
  it('in the credentials file, with every section that has the key', () => {
    const credentials = `[a]\n${LINES}[work]\n${LINES}[b]\naws_access_key_id = AKIAOTHER\n[c]\n${LINES}aws_session_token = t\n`;
    expect(place(credentials)).toMatchObject({
      base: 'work',
      keys: KEYS,
      file: 'credentials',
      // An old token does not make a long-term key temporary.
      sections: ['work', 'a', 'c'],
    });
  });

  it('in the config file', () => {
    expect(place('', `[profile work]\n${LINES}`)).toMatchObject({
      file: 'config',
      sections: ['profile work'],
    });
  });

  it.each(['"work"', "'work'"])('in the config file, below [profile %s]', (name) => {
    const header = `profile ${name}`;
    expect(place('', `[${header}]\n${LINES}`)).toMatchObject({ sections: ['profile work'] });
    const process = {
      value: `pass show aws-mfa/${ID}`,
      source: sourceOf(`credential_process of [${header}]`, 'config'),
    };
    const opened = openedFiles('', `[${header}]\ncredential_process = ${process.value}\n`);
    const found = keyPlace({ name: 'work', process }, opened);
    expect(found).toMatchObject({ sections: ['profile work'] });
    // Its own section is no other place of the key.
    expect(() => checkOnlyPlace(found)).not.toThrow();
  });

  it.each([
    [
      'halves in two files',
      '[work]\naws_secret_access_key = secret\n',
      `[profile work]\naws_access_key_id = ${ID}\n`,
      'configuration: The two halves of the access key of [work] are in different files. | Enter both again:\n`aws configure --profile work`',
    ],
    [
      'from [DEFAULT]',
      `[DEFAULT]\n${LINES}[work]\nregion = x\n`,
      '',
      'configuration: The access key of [work] comes from another section, such as [DEFAULT]. | Enter it in [work] itself:\n`aws configure --profile work`',
    ],
    [
      'in the other file, too',
      `[work]\n${LINES}`,
      `[profile old]\n${LINES}`,
      'configuration: The access key of [work] is also in [profile old] in ~/.aws/config. | Remove it from one of the files, then try again.',
    ],
  ])('not: %s', (_, credentials, config, expected) => {
    expect(told(thrownBy(() => place(credentials, config)))).toBe(expected);
  });

  it('not: from a process, or from the environment', () => {
    const process = { value: 'x', source: sourceOf('credential_process of [work]') };
    expect(thrownBy(() => keyPlace({ name: 'work', process }, openedFiles())).message).toBe(
      'The access key of [work] comes from credential_process of [work], where aws-mfa cannot write.',
    );
    expect(thrownBy(() => place('', '', 'environment')).message).toBe(
      'The access key comes from the environment (AWS_ACCESS_KEY_ID), where aws-mfa cannot write.',
    );
  });

  it('a profile that is called environment is one like the others', () => {
    expect(place(`[environment]\n${LINES}`, '', 'environment').sections).toEqual(['environment']);
  });
});

describe('writeKey', () => {
  it('replaces the two values wherever the key is, and nothing else', async () => {
    const text = (lines: string) => `# a\n[work]\n${lines}x = 1\n[b]\ny = 2\n${lines}`;
    const at = fakes({ credentials: text(LINES) });
    const here = place(text(LINES));
    await writeKey(here, NEW, at);
    expect(at.texts.get(CREDENTIALS_PATH)).toBe(text(NEW_LINES));
    expect(whatIsWritten(here, NEW, at)).toBe('new');
  });

  it('not if another program has changed it', async () => {
    const here = place(`[work]\n${LINES}`);
    const at = fakes({ credentials: `[work]\n${LINES.replace(ID, 'AKIAOTHER')}` });
    expect(await rejectedBy(writeKey(here, NEW, at))).toMatchObject({
      code: 'file_changed',
      message: 'Another program just changed the access key of [work].',
    });
  });
});

describe('whatIsWritten', () => {
  const here = place(`[work]\n${LINES}[b]\n${LINES}`);
  it.each([
    ['new', `[work]\n${NEW_LINES}[b]\n${NEW_LINES}`],
    ['old', `[work]\n${LINES}[b]\n${LINES}`],
    ['unclear', `[work]\n${NEW_LINES}[b]\n${LINES}`],
    ['unclear', `[work]\n${NEW_LINES.replace('= new', '= cut')}[b]\n${NEW_LINES}`],
    ['neither', `[work]\n${LINES}`],
    ['neither', ''],
  ])('%s', (expected, credentials) => {
    expect(whatIsWritten(here, NEW, fakes({ credentials }))).toBe(expected);
  });

  it('unclear if the file cannot be read', () => {
    const readTextFile = throwing(new Error('EIO'));
    expect(whatIsWritten(here, NEW, fakes({ readTextFile }))).toBe('unclear');
  });
});
