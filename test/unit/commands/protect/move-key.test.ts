/** A key on its way, where another program writes to the files at the same time: nothing of it is lost. */
import { expect, it } from 'vitest';
import { moveToFile, moveToStore, type Move } from '../../../../src/commands/protect/move.ts';
import { protectKey, unprotectKey } from '../../../../src/commands/protect/move-key.ts';
import type { Context } from '../../../../src/context.ts';
import type { KeyPlace } from '../../../../src/login/key-place.ts';
import { CONFIG_PATH, CREDENTIALS_PATH, fakes, type Fakes } from '../../../support/fakes.ts';
import { keyContext } from '../../../support/key-context.ts';
import { openedFiles } from '../../../support/shared-files.ts';
import { rejectedBy } from '../../../support/thrown-by.ts';

const KEYS = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'old/secret' };
const ENTRY = { store: 'pass', accessKeyId: KEYS.accessKeyId } as const;
const COMMAND = 'pass show aws-mfa/AKIAIOSFODNN7EXAMPLE';
const CREDENTIALS = `[default]\naws_access_key_id = ${KEYS.accessKeyId}\naws_secret_access_key = ${KEYS.secretAccessKey}\n`;
const ANOTHER = CREDENTIALS.replace('EXAMPLE', 'ANOTHER').replace('old', 'another');
const PROTECTED = `[default]\ncredential_process = ${COMMAND}\n`;
const OWN = keyContext('default', KEYS);

/** @param meanwhile called after each write with its path: what another program does */
function prepare(
  files: { credentials: string; config: string },
  meanwhile: (path: string, at: Fakes) => void = () => undefined,
) {
  const calls: string[] = [];
  const at: Fakes = fakes({
    ...files,
    runTool: ({ args }) => {
      calls.push(args[0] ?? '');
      return Promise.resolve({ kind: 'exited', code: 0, printed: '', words: '' });
    },
    keysOfProcess: () => Promise.resolve({ kind: 'keys', ...KEYS, sessionToken: undefined }),
    getCallerIdentity: () => Promise.resolve({ kind: 'answer', arn: 'arn:aws:iam::123456789012:user/alice' }),
  });
  const { updateFile } = at.files;
  const context: Context = {
    ...at,
    files: {
      ...at.files,
      updateFile: async (update) => {
        const done = await updateFile(update);
        meanwhile(update.path, at);
        return done;
      },
    },
  };
  const opened = openedFiles(files.credentials, files.config);
  const place: KeyPlace = {
    ...opened,
    base: 'default',
    keys: KEYS,
    entry: undefined,
    file: 'credentials',
    sections: ['default'],
  };
  const there = (): Move => moveToStore(place, ENTRY);
  const back = (): Move => ({ ...moveToFile(place, ENTRY, ['default']), keys: KEYS });
  const text = (path: string) => at.texts.get(path);
  return { context, calls, there, back, text };
}

const START = { credentials: CREDENTIALS, config: '' };

it('the key of the file was replaced meanwhile: the new one stays', async () => {
  const { context, there, text, calls } = prepare(START, (path, at) => {
    if (path === CONFIG_PATH) at.texts.set(CREDENTIALS_PATH, ANOTHER);
  });
  expect(await rejectedBy(protectKey(there(), OWN, context))).toMatchObject({
    code: 'file_changed',
    message: 'Another program just changed [default]. The access key is in pass.',
  });
  expect(text(CREDENTIALS_PATH)).toBe(ANOTHER);
  expect(calls).toEqual(['ls', 'insert']);
});

it('the command was removed again before the last look: that is no success', async () => {
  const { context, there } = prepare(START, (path, at) => {
    if (path === CREDENTIALS_PATH) at.texts.set(CONFIG_PATH, '');
  });
  expect(await rejectedBy(protectKey(there(), OWN, context))).toMatchObject({
    code: 'file_changed',
    message:
      'Another program just changed [default]. The access key is in pass, and may be in ~/.aws/credentials.',
  });
});

it('a command that appeared meanwhile is not replaced', async () => {
  const { context, there, text } = prepare(START);
  const move = there();
  context.files.readTextFile(CONFIG_PATH);
  const other = '[default]\ncredential_process = mine\n';
  const { updateFile } = context.files;
  const changing: Context = {
    ...context,
    files: {
      ...context.files,
      updateFile: (update) => updateFile({ ...update, edit: () => update.edit(other) }),
    },
  };
  expect(await rejectedBy(protectKey(move, OWN, changing))).toMatchObject({
    code: 'file_changed',
    message: 'Another program just changed [default]. The access key is still in ~/.aws/credentials.',
  });
  expect(text(CREDENTIALS_PATH)).toBe(CREDENTIALS);
});

it('--undo does not replace a key that appeared meanwhile', async () => {
  const { context, back, text, calls } = prepare({ credentials: ANOTHER, config: PROTECTED });
  expect(await rejectedBy(unprotectKey(back(), true, context))).toMatchObject({
    code: 'file_changed',
    message: 'Another program just changed [default]. The access key is still in pass.',
  });
  expect(text(CREDENTIALS_PATH)).toBe(ANOTHER);
  expect(text(CONFIG_PATH)).toBe(PROTECTED);
  expect(calls).toEqual([]);
});

it('--undo keeps the entry if another program took the key out of the file again', async () => {
  const { context, back, calls } = prepare({ credentials: '[default]\n', config: PROTECTED }, (path, at) => {
    if (path === CREDENTIALS_PATH) at.texts.set(CREDENTIALS_PATH, '[default]\n');
  });
  expect(await rejectedBy(unprotectKey(back(), true, context))).toMatchObject({
    code: 'file_changed',
    message: 'Another program just changed [default]. The access key is still in pass.',
  });
  expect(calls).toEqual([]);
});

it('there, and back', async () => {
  const forth = prepare(START);
  await protectKey(forth.there(), OWN, forth.context);
  expect(forth.text(CREDENTIALS_PATH)).toBe('[default]\n');
  expect(forth.text(CONFIG_PATH)).toBe(PROTECTED);
  const { context, back, text } = prepare({ credentials: '[default]\n', config: PROTECTED });
  await unprotectKey(back(), true, context);
  expect(text(CREDENTIALS_PATH)).toBe(CREDENTIALS);
  expect(text(CONFIG_PATH)).toBe('');
});
