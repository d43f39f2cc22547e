/** The writing of a set-up: what is told beforehand, what stops it, and what is said of one half. */
import { describe, expect, it } from 'vitest';
import { readSharedFiles, type ReadFiles } from '../../../../src/shared-files/read-shared-files.ts';
import { writeSetup } from '../../../../src/commands/setup/finish-setup.ts';
import { settingsChanges } from '../../../../src/login/save-settings.ts';
import { AwsMfaError } from '../../../../src/errors.ts';
import { CONFIG_PATH, CREDENTIALS_PATH, fakes, type Fakes } from '../../../support/fakes.ts';
import { questioner } from '../../../support/questioner.ts';
import { rejectedBy, told, words } from '../../../support/thrown-by.ts';

const PATHS = { credentials: CREDENTIALS_PATH, config: CONFIG_PATH };
const ANSWERS = {
  base: 'work',
  keys: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
  region: undefined,
  serialNumber: 'GAHT12345678',
};
const KEYS = '[work]\naws_access_key_id = AKIAI44QH8DHBEXAMPLE\n';

const SHOWN = { credentials: '~/.aws/credentials', config: '~/.aws/config' };

const writing = (files: ReadFiles) => ({
  base: 'work',
  changes: settingsChanges(ANSWERS, files),
  opened: { files, paths: PATHS, shownPaths: SHOWN },
});

/** @param change what happens to the files when all has been asked but the last question */
function write(at: Fakes, change: () => void = () => undefined, last = true) {
  const seen = readSharedFiles(PATHS, at.files);
  const person = questioner(last);
  const asking = { ...person, askYesNo: (message: string) => (change(), person.askYesNo(message)) };
  return writeSetup(writing(seen), asking, at);
}

const wrote = (at: Fakes) => at.events.filter((event) => event.startsWith('wrote'));

describe('writeSetup', () => {
  it('tells, asks, writes the keys and then the settings', async () => {
    const at = fakes({});
    const seen = readSharedFiles(PATHS, at.files);
    const person = questioner(true);
    await writeSetup(writing(seen), person, at);
    expect(wrote(at)).toEqual([`wrote ${CREDENTIALS_PATH}`, `wrote ${CONFIG_PATH}`]);
    expect(person.heard).toEqual([
      `These changes will be made:
  ~/.aws/credentials, [work]
    aws_access_key_id = AKIAIOSFODNN7EXAMPLE
    aws_secret_access_key (hidden)
  ~/.aws/config, [profile work]
    mfa_serial = GAHT12345678
  Save them?`,
    ]);
  });

  it('writes nothing where the answer is no', async () => {
    const at = fakes({});
    expect((await rejectedBy(write(at, undefined, false))).kind).toBe('cancelled');
    expect([...at.texts]).toEqual([]);
  });

  it.each([
    ['ahead of the question', true],
    ['while it is asked', false],
  ])('keys that came into the section %s stay', async (_, ahead) => {
    const at = fakes({});
    const come = () => void at.texts.set(CREDENTIALS_PATH, KEYS);
    const seen = readSharedFiles(PATHS, at.files);
    if (ahead) come();
    const asked = questioner(true);
    const asking = { ...asked, askYesNo: (message: string) => (come(), asked.askYesNo(message)) };
    const written = writeSetup(writing(seen), asking, at);
    expect(told(await rejectedBy(written))).toMatch(
      words('configuration: [work] in ~/.aws/credentials changed in the meantime. Its new aws_access_key_id'),
    );
    expect(at.texts.get(CREDENTIALS_PATH)).toBe(KEYS);
    expect(asked.heard).toEqual(ahead ? [] : [expect.stringContaining('Save them?')]);
  });

  it('a device that came meanwhile stays, too; what is written already is said', async () => {
    const at = fakes({});
    const device = '[profile work]\nmfa_serial = GAHT00000000\n';
    const error = await rejectedBy(write(at, () => void at.texts.set(CONFIG_PATH, device)));
    expect(told(error)).toMatch(
      words(
        'configuration: …Its new mfa_serial was kept. Already saved: [work] in ~/.aws/credentials. | …Then run setup again:\n`aws-mfa setup --profile work`',
      ),
    );
    expect(at.texts.get(CONFIG_PATH)).toBe(device);
  });

  it.each(['cancelled', 'hangup', 'terminated'] as const)(
    '%s between the two files: not said to have written nothing',
    async (kind) => {
      const at = fakes({});
      const stopped = new AwsMfaError(kind, 'Canceled; nothing was written.');
      const { updateFile } = at.files;
      at.files.updateFile = (update) =>
        update.path === CONFIG_PATH ? Promise.reject(stopped) : updateFile(update);
      const error = await rejectedBy(write(at));
      expect(told(error)).toBe(
        `${kind}: Setup was canceled. Already saved: [work] in ~/.aws/credentials. | Then run setup again:\n\`aws-mfa setup --profile work\``,
      );
    },
  );
});
