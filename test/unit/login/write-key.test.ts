/** Another access key in a store: there is always an entry that the config file names. */
import { describe, expect, it } from 'vitest';
import { keyPlace } from '../../../src/login/key-place.ts';
import { forgetOldKey, restoreKey, whatIsWritten, writeKey } from '../../../src/login/write-key.ts';
import type { ToolCall } from '../../../src/stores/stores.ts';
import { CONFIG_PATH, fakes, type Prepared } from '../../support/fakes.ts';
import { openedFiles } from '../../support/shared-files.ts';
import { rejectedBy } from '../../support/thrown-by.ts';

const OLD = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'old/secret' };
const NEW = { accessKeyId: 'AKIAI44QH8DHBEXAMPL2', secretAccessKey: 'new+secret' };
const command = ({ accessKeyId }: typeof OLD) => `pass show aws-mfa/${accessKeyId}`;
const config = (keys: typeof OLD) =>
  `[default]\nregion = x\ncredential_process = ${command(keys)}\n[profile work]\ncredential_process = ${command(keys)}\n`;
const json = ({ accessKeyId, secretAccessKey }: typeof OLD) =>
  JSON.stringify({ Version: 1, AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey });

/** A `pass` in memory. */
function prepare(prepared: Prepared = {}, before = config(OLD)) {
  const entries = new Map([[OLD.accessKeyId, json(OLD)]]);
  const runTool = ({ args, input = '' }: ToolCall) => {
    const name = args.at(-1)?.replace('aws-mfa/', '') ?? '';
    if (args[0] === 'insert') entries.set(name, input);
    const isDone = args[0] === 'insert' || entries.delete(name);
    const end = {
      kind: 'exited',
      code: isDone ? 0 : 1,
      printed: '',
      words: isDone ? '' : 'not there.',
    } as const;
    return Promise.resolve(end);
  };
  const keysOfProcess = (line: string) => {
    const held = entries.get(line.replace('pass show aws-mfa/', ''));
    if (held === undefined)
      return Promise.resolve({ kind: 'failure', reason: 'failed', words: 'gone' } as const);
    const { AccessKeyId, SecretAccessKey } = JSON.parse(held) as Record<string, string>;
    const keys = { accessKeyId: AccessKeyId ?? '', secretAccessKey: SecretAccessKey ?? '' };
    return Promise.resolve({ kind: 'keys', ...keys, sessionToken: undefined } as const);
  };
  const at = fakes({ config: before, runTool, keysOfProcess, ...prepared });
  const process = {
    value: command(OLD),
    source: { kind: 'setting', key: 'credential_process', header: 'default', file: 'config' },
  } as const;
  const place = { ...keyPlace({ name: 'default', process }, openedFiles('', config(OLD))), keys: OLD };
  return { at, place, entries: () => [...entries.keys()], file: () => at.texts.get(CONFIG_PATH) };
}

describe('writeKey', () => {
  it('has both entries then, and the new command in every profile', async () => {
    const { at, place, entries, file } = prepare();
    await writeKey(place, NEW, at);
    expect(file()).toBe(config(NEW));
    expect(entries()).toEqual([OLD.accessKeyId, NEW.accessKeyId]);
    expect(whatIsWritten(place, NEW, at)).toBe('new');
    await forgetOldKey(place, at);
    expect(entries()).toEqual([NEW.accessKeyId]);
    expect(at.said).toEqual([]);
  });

  it('what is read back is not the key: nothing has changed', async () => {
    const wrong = { kind: 'keys', ...NEW, secretAccessKey: 'another', sessionToken: undefined } as const;
    const { at, place, entries, file } = prepare({ keysOfProcess: () => Promise.resolve(wrong) });
    expect(await rejectedBy(writeKey(place, NEW, at))).toMatchObject({
      code: 'store_failed',
      message:
        'The access key was stored in pass, but could not be read back (the command gave no such key).',
    });
    expect(file()).toBe(config(OLD));
    expect(entries()).toEqual([OLD.accessKeyId]);
  });

  it('the config file cannot be written: the entry goes', async () => {
    const { at, place, entries } = prepare({ updateFile: () => Promise.reject(new Error('full')) });
    await expect(writeKey(place, NEW, at)).rejects.toThrow('full');
    expect(entries()).toEqual([OLD.accessKeyId]);
    expect(whatIsWritten(place, NEW, at)).toBe('old');
  });

  it('another program has changed the command: only the new entry goes', async () => {
    const { at, place, entries } = prepare({}, '[default]\ncredential_process = mine\n[profile work]\n');
    expect(await rejectedBy(writeKey(place, NEW, at))).toMatchObject({ code: 'file_changed' });
    expect(entries()).toEqual([OLD.accessKeyId]);
  });
});

it('restoreKey names the old entry again, which was not written anew', async () => {
  const { at, place, entries, file } = prepare();
  await writeKey(place, NEW, at);
  await restoreKey(place, NEW, at);
  expect(file()).toBe(config(OLD));
  expect(entries()).toEqual([OLD.accessKeyId]);
});

it('forgetOldKey fails: a note', async () => {
  const { at, place } = prepare();
  await forgetOldKey(place, at);
  await forgetOldKey(place, at);
  expect(at.said).toEqual([
    'note: The old access key …MPLE is still in pass. To remove it:\n`pass rm --force aws-mfa/AKIAIOSFODNN7EXAMPLE`',
  ]);
});
