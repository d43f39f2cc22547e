/**
 * Properties of every edit, checked with generated files. The files are seeded, so that a failure can be shrunk and
 * reproduced. Three independent parsers check the result: the SDK's loader, the `ini` package and `plain-reader.ts`.
 */
import fc from 'fast-check';
import { externalDataInterceptor, loadSharedConfigFiles } from '@smithy/shared-ini-file-loader';
import { parse as parseIni } from 'ini';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { editObstacle } from '../../src/shared-files/edit-shared-file.ts';
import { editSections, type SectionEdit } from '../../src/shared-files/edit-section.ts';
import { faultsOf } from '../../src/shared-files/tool-differences.ts';
import { readIni } from '../../src/shared-files/read-ini.ts';
import { removeKeys } from '../../src/shared-files/remove-keys.ts';
import { sessionKeys, STALE_KEYS } from '../../src/session/session-keys.ts';
import { nastyFile, soundFile } from './nasty-file.ts';
import { linesBeside, plainLines, plainValues, type PlainLine } from './plain-reader.ts';

export type Kind = 'credentials' | 'config';
export type Reading = Record<string, Record<string, unknown>>;

export const SEED = 20_261_124;
const REGION: SectionEdit = { section: 'profile x', set: [['region', 'eu-west-1']], drop: [] };

/** A session of AWS or a compatible server: any visible ASCII that `checkedSession` accepts. */
export function anySession(): fc.Arbitrary<SectionEdit> {
  const base64 = fc.stringMatching(/^[A-Za-z0-9/+]{1,60}={0,2}$/);
  const odd = fc.stringMatching(/^[!$%&(-:<-Z^-~][!-~]{0,20}$/);
  const value = fc.oneof({ weight: 4, arbitrary: base64 }, odd);
  const base = fc.constantFrom('default', 'my base', '営業', 'a.b');
  return fc
    .record({ accessKeyId: value, secretAccessKey: value, sessionToken: value, base })
    .map(({ base: name, ...keys }) => {
      const dates = {
        expiration: new Date('2026-11-24T00:29:26Z'),
        issuedAt: new Date('2026-11-23T12:29:26Z'),
      };
      const origin = { base: name, serialNumber: 'arn:aws:iam::123456789012:mfa/alice' };
      return { section: 'mfa', set: sessionKeys({ ...keys, ...dates }, origin), drop: STALE_KEYS };
    });
}

export function statesEditProperties(numRuns: number): void {
  const settings = { seed: SEED, numRuns };
  vi.setConfig({ testTimeout: 60_000 + 30 * numRuns });
  describe.each<[Kind, fc.Arbitrary<SectionEdit>]>([
    ['credentials', anySession()],
    ['config', fc.constant(REGION)],
  ])(`an edit of the %s file, tried on ${numRuns} files`, (kind, edits) => {
    let edited = 0;

    it('touches nothing else, is read back by every reader, and is done once', async () => {
      const check = async (before: string, edit: SectionEdit): Promise<void> => {
        if (editObstacle(before, [edit])) return;
        edited += 1;
        const after = editSections(before, [edit]);
        expectOtherBytesSame(before, after, edit);
        expectPlainlyRead(before, after, edit);
        expectReadByIni(before, after, edit);
        await expectReadBySdk(before, after, edit, kind);
        expect(editSections(after, [edit])).toBe(after);
        expect(editObstacle(after, [edit])).toBeUndefined();
        expect(stoppers(after)).toBeLessThanOrEqual(stoppers(before));
      };
      await fc.assert(fc.asyncProperty(nastyFile(), edits, check), settings);
    });

    it('is undone by a removal where the section was not there before, up to line ends at the end', () => {
      const check = (before: string, edit: SectionEdit): void => {
        if (hasSection(before, edit)) return;
        const back = removeKeys(editSections(before, [edit]), [edit.section], keysOf(edit));
        expect(withoutEnd(back)).toBe(withoutEnd(before));
      };
      fc.assert(fc.property(nastyFile(), edits, check), settings);
    });

    it('is never refused in a file that all tools read alike', () => {
      const check = (before: string, edit: SectionEdit): void => {
        expect(faultsOf(readIni(before))).toEqual([]);
        expect(editObstacle(before, [edit])).toBeUndefined();
      };
      fc.assert(fc.property(soundFile(), edits, check), settings);
    });

    afterAll(() => {
      // A file that spoils the edit is refused; too many refusals would show a bug.
      expect(edited / numRuns).toBeGreaterThan(kind === 'credentials' ? 0.675 : 0.745);
      console.log(`${kind}: ${numRuns} generated files, ${edited} edited, ${numRuns - edited} refused`);
    });
  });
}

/** Byte by byte, except for the line end that a last line without one gets if something follows it now. */
function expectOtherBytesSame(before: string, after: string, edit: SectionEdit): void {
  const kept = linesBeside(before, edit.section, keysOf(edit));
  const now = linesBeside(after, edit.section, keysOf(edit));
  if (hasSection(before, edit)) expect(withoutOneEnd(now)).toBe(withoutOneEnd(kept));
  else {
    expect(after.startsWith(before)).toBe(true);
    expect(now.slice(kept.length)).toMatch(/^(\r\n?|\n){0,2}\[[ -~]+\](\r\n?|\n)$/);
  }
}

function expectPlainlyRead(before: string, after: string, edit: SectionEdit): void {
  const [old, now] = [plainValues(before), plainValues(after)];
  const section = [...now.keys()].find((name) => withoutQuotes(name) === edit.section) ?? '';
  for (const [key, value] of edit.set) {
    expect(Buffer.from(now.get(section)?.get(key) ?? '').toString()).toBe(value);
  }
  edit.drop.forEach((key) => expect(now.get(section)?.has(key) ?? false).toBe(false));
  for (const values of [old, now]) {
    keysOf(edit).forEach((key) => values.get(section)?.delete(key));
    if (values.get(section)?.size === 0) values.delete(section);
  }
  expect(now).toEqual(old);
}

/** By the SDK's own loader. If it fails before the edit (a section `__proto__`), it may fail after it. */
async function expectReadBySdk(before: string, after: string, edit: SectionEdit, kind: Kind): Promise<void> {
  const [old, now] = [await readBySdk(before, kind), await readBySdk(after, kind)];
  if (Object.keys(now).length === 0) {
    expect(old).toEqual({});
    expect(before).toMatch(/__proto__/);
    return;
  }
  const section = edit.section.replace(/^profile /, '');
  expect(now[section]).toMatchObject(Object.fromEntries(edit.set));
  expect(withoutKeys(now, section, edit)).toEqual(withoutKeys(old, section, edit));
}

export async function readBySdk(bytes: string, kind: Kind): Promise<Reading> {
  const [path, nowhere] = ['\0generated', '\0none'];
  externalDataInterceptor.interceptFile(path, Buffer.from(bytes, 'latin1').toString());
  const [filepath, configFilepath] = kind === 'credentials' ? [path, nowhere] : [nowhere, path];
  const files = await loadSharedConfigFiles({ filepath, configFilepath, ignoreCache: true });
  return kind === 'credentials' ? files.credentialsFile : files.configFile;
}

/** The `ini` package does not know AWS' files: it splits names at dots, and reads continuation lines as new keys. */
function expectReadByIni(before: string, after: string, edit: SectionEdit): void {
  if (!plainLines(before).every(isReadByIni) || before.startsWith('\xef\xbb\xbf')) return;
  const [old, now] = [readByIni(before), readByIni(after)];
  for (const [key, value] of edit.set) {
    if (/^[\w/+=:.-]+$/.test(value)) expect(now[edit.section]?.[key]).toBe(value);
  }
  expect(withoutKeys(now, edit.section, edit)).toEqual(withoutKeys(old, edit.section, edit));
}

function isReadByIni({ header, continues, bytes }: PlainLine): boolean {
  return !continues && (header === undefined || (/^\[[\w -]+\]\s*$/.test(bytes) && header !== '__proto__'));
}

function readByIni(bytes: string): Reading {
  return parseIni(Buffer.from(bytes, 'latin1').toString());
}

/** Everything that a parser saw, except the keys of the section that the edit changes, in any spelling. */
export function withoutKeys(read: Reading, section: string, edit: SectionEdit): Reading {
  const others = Object.entries(read[section] ?? {}).filter(
    ([key]) => !keysOf(edit).includes(key.split(/[:.]/, 1).join().trim().toLowerCase()),
  );
  const rest = Object.entries(read).filter(([name]) => name !== section);
  return Object.fromEntries([
    ...rest,
    ...(others.length > 0 ? [[section, Object.fromEntries(others)]] : []),
  ]) as Reading;
}

/** The number of reasons why the AWS CLI cannot read a file: an edit adds none. */
export function stoppers(bytes: string): number {
  return faultsOf(readIni(bytes)).filter(({ stopsAwsCli }) => stopsAwsCli).length;
}

function keysOf({ set, drop }: SectionEdit): string[] {
  return [...set.map(([key]) => key), ...drop];
}

export function hasSection(bytes: string, { section }: SectionEdit): boolean {
  return plainLines(bytes).some(({ header }) => withoutQuotes(header) === section);
}

function withoutQuotes(header: string | undefined): string | undefined {
  return header?.replace(/^profile\s+"(.*)"$/, 'profile $1');
}

export function withoutOneEnd(text: string): string {
  return text.replace(/(\r\n?|\n)$/, '');
}

export function withoutEnd(text: string): string {
  return text.replace(/[\r\n]+$/, '');
}
