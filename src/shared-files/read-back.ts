/** Compares a file before and after an edit, as one and the same reader sees it. */
import { isOurs, type SectionEdit } from './edit-section.ts';
import type { Values } from './section-values.ts';
import { memoize } from '../text/memoize.ts';
import type { IniFile, IniSection } from './read-ini.ts';
import { sdkHeaderName, withoutSdkComment, decodeLeniently } from './lines.ts';

type Keys = Values[string];

/**
 * Edited sections must hold exactly the new values beside their other keys, all others must be as they were.
 * @param edits each of another section, by the name that the reader has for it: the SDK's loader drops `profile `
 * @returns the name of a section that is not as it should be; undefined if there is none
 */
export function changedBeyond(
  before: Values,
  after: Values,
  edits: readonly SectionEdit[],
): string | undefined {
  const edited = new Set(edits.map(({ section }) => section));
  const isChanged = (name: string) => !edited.has(name) && !isSame(own(before, name), own(after, name));
  const isNew = (name: string) => !Object.hasOwn(before, name) && isChanged(name);
  return (
    edits.find((edit) => !isSame(wantedKeys(before, edit), own(after, edit.section)))?.section ??
    Object.keys(before).find(isChanged) ??
    Object.keys(after).find(isNew)
  );
}

/** The new values, beside the keys that the edit leaves alone. */
function wantedKeys(values: Values, edit: SectionEdit): Keys {
  const others = Object.entries(own(values, edit.section)).filter(
    ([name]) => !isOurs(spelledPlainly(name), edit),
  );
  return Object.fromEntries([...others, ...edit.set]);
}

/** The AWS CLI's name for a key: the SDK for JavaScript reads `KEY: a` in `KEY: a=b`, and `key.part` below `key =`. */
function spelledPlainly(name: string): string {
  const [key = ''] = name.split(/[:.]/, 1);
  return key.trimEnd().toLowerCase();
}

/** A section without keys equals a missing one. */
function own(values: Values, section: string): Keys {
  return values[section] ?? {};
}

function isSame(one: Keys, other: Keys): boolean {
  const isAlike = (name: string) => valueOf(one, name) === valueOf(other, name);
  return Object.keys(one).every(isAlike) && Object.keys(other).every(isAlike);
}

function valueOf(keys: Keys, name: string): string | undefined {
  return Object.hasOwn(keys, name) ? keys[name] : undefined;
}

/**
 * The part of a file that an edit can change for any reader. Every reader goes line by line and begins anew at a plain
 * header. So what is the same up to one, and from one on, is read the same; in a file of a thousand profiles, that is
 * nearly all of it.
 * @param file before the edit
 * @param after its text after the edit
 * @param sections what is edited, in the order of the file; they belong to the part even if nothing in them changes
 * @returns the part of both texts, from one plain header (or the beginning) to another (or the end)
 */
export function editedPart(
  file: IniFile,
  after: string,
  sections: readonly IniSection[],
): [before: string, after: string] {
  const { bytes, lines } = file;
  const headers = plainHeaders(file);
  const first = lines[sections[0]?.header ?? -1]?.start ?? bytes.length;
  const from =
    headers
      .filter(({ start }) => start <= first)
      .slice(-TRIES)
      .findLast(({ next }) => after.startsWith(bytes.slice(0, next)))?.start ?? 0;
  const last = lines[sections.at(-1)?.last ?? -1]?.next ?? bytes.length;
  const longer = after.length - bytes.length;
  const to =
    headers
      .filter(({ start }) => start >= last && start + longer >= from)
      .slice(0, TRIES)
      // The line end ahead of the header must be the same, too.
      .find(({ start }) => after.endsWith(bytes.slice(start - 1)))?.start ?? bytes.length;
  return [bytes.slice(from, to), after.slice(from, to + longer)];
}

/** The nearest header may be removed with its section, and the next one tells where the part ends or begins. */
const TRIES = 3;

/** The lines of headers that every reader takes for one: alone on a line that follows a line feed. */
function plainHeaders({ bytes, lines, sections }: IniFile) {
  return sections.flatMap(({ header }) => {
    const line = lines[header];
    const isPlain = line && bytes[line.start - 1] === '\n' && /^\[[^[\]]+\]$/.test(line.text);
    return isPlain ? [line] : [];
  });
}

interface Reading {
  values: Record<string, Record<string, string>>;
  section: string | undefined;
  /** The key without a value whose parts the indented keys below it are. */
  parent: string | undefined;
}

/**
 * Reads a file as the AWS SDK for JavaScript does (its `parseIni`), so that an edit can be checked before a code is used
 * for it, without loading the SDK. What is written is read back by the SDK itself.
 * @param bytes the file, one character a byte (latin1)
 */
export const readAsSdk = memoize((bytes: string): Values => {
  const reading: Reading = {
    values: Object.create(null) as Reading['values'],
    section: undefined,
    parent: undefined,
  };
  for (const line of decodeLeniently(bytes).split(/\r?\n/)) {
    const text = withoutSdkComment(line);
    const name = sdkHeaderName(text);
    if (name === undefined) readKey(reading, text, /^\s/.test(line));
    else openSection(reading, name);
  }
  return reading.values;
});

function openSection(reading: Reading, name: string): void {
  const [, kind = '', , rest = ''] = /^([\w-]+)\s(["'])?([\w@+.%:/-]+)\2$/.exec(name) ?? [];
  const isKnown = ['profile', 'sso-session', 'services'].includes(kind);
  reading.parent = undefined;
  reading.section = kind === '' ? name : isKnown ? `${kind} ${rest}` : undefined;
  // The SDK loses the keys of a section that is named like a property of every object, or rejects the whole file.
  if (name in {}) reading.section = undefined;
}

function readKey(reading: Reading, text: string, isIndented: boolean): void {
  const equals = text.indexOf('=');
  if (!reading.section || equals < 1) return;
  const name = text.slice(0, equals).trim();
  const value = text.slice(equals + 1).trim();
  if (value === '') {
    reading.parent = name;
    return;
  }
  if (!isIndented) reading.parent = undefined;
  const keys = (reading.values[reading.section] ??= Object.create(null) as Record<string, string>);
  keys[reading.parent === undefined ? name : `${reading.parent}.${name}`] = value;
}
