/**
 * Parses a credentials or config file exactly as the AWS CLI does (botocore: Python's RawConfigParser, strict), but
 * continues after an error and records it. Every key remembers its lines, so that only these are edited.
 */
import type { FaultKind } from './ini-faults.ts';
import { hasByteOrderMark, splitLines, headerName, indentOf, strip, type Line } from './lines.ts';
import { memoize } from '../text/memoize.ts';

type LineKind = 'blank' | 'comment' | 'header' | 'key' | 'continuation' | 'unreadable';

export interface IniKey {
  /** In lower case. */
  name: string;
  /** Continuation lines are joined by LF. */
  value: string;
  /** Indexes of its first and its last line; comments and blank lines may be between them. */
  first: number;
  last: number;
}

export interface IniSection {
  /** As between the brackets. */
  name: string;
  /** Index of the line with the brackets. */
  header: number;
  /** Index of the last line before the next section. */
  last: number;
  keys: IniKey[];
}

export interface IniFile {
  bytes: string;
  lines: Line[];
  /** What each line is, by the same index as `lines`. */
  lineKinds: LineKind[];
  /** In the order of the file, with `[DEFAULT]` and duplicates. */
  sections: IniSection[];
  /** Why the AWS CLI rejects the file, in the order of the file. */
  mistakes: Mistake[];
}

interface Mistake {
  kind: FaultKind;
  /** Index of the line. */
  index: number;
  /** Of the section or key. */
  name: string;
}

/** The state of the parser. */
interface Reading {
  sections: IniSection[];
  mistakes: Mistake[];
  /** Names of the sections so far. */
  names: Set<string>;
  /** Names of the keys of [DEFAULT] so far, whose headers count as one section. */
  defaults: Set<string>;
  /** Names of the keys of the section so far. */
  seen: Set<string>;
  section: IniSection | undefined;
  key: IniKey | undefined;
  /** Whether the key has no value on its own line. */
  isNested: boolean;
  /** A continuation must be indented deeper than this. */
  indent: number;
  /** Blank lines since the last line of the value; they count only if the value goes on. */
  blanks: number;
}

/** @param bytes the file, one character a byte (latin1) */
export const readIni = memoize((bytes: string): IniFile => {
  const lines = splitLines(bytes);
  const reading: Reading = {
    sections: [],
    mistakes: hasByteOrderMark(bytes) ? [{ kind: 'byte-order-mark', index: 0, name: '' }] : [],
    names: new Set(),
    defaults: new Set(),
    seen: new Set(),
    section: undefined,
    key: undefined,
    isNested: false,
    indent: 0,
    blanks: 0,
  };
  const lineKinds = lines.map(({ text, isUtf8 }, at) => {
    if (!isUtf8) record(reading, 'not-utf8', at);
    return readLine(reading, text, at);
  });
  const { sections, mistakes } = reading;
  sections.forEach((section, at) => (section.last = (sections[at + 1]?.header ?? lines.length) - 1));
  return { bytes, lines, lineKinds, sections, mistakes };
});

function record({ mistakes }: Reading, kind: FaultKind, index: number, name = ''): void {
  mistakes.push({ kind, index, name });
}

function readLine(reading: Reading, text: string, at: number): LineKind {
  const value = strip(text);
  if (value === '') {
    reading.blanks++;
    return 'blank';
  }
  if (value.startsWith('#') || value.startsWith(';')) return 'comment';
  const indent = indentOf(text);
  if (reading.key && indent > reading.indent) return continueValue(reading, reading.key, value, at);
  reading.indent = indent;
  const name = headerName(value);
  if (name !== undefined) return openSection(reading, name, at);
  if (reading.section) return readKey(reading, reading.section, value, at);
  record(reading, 'before-first-section', at);
  return 'unreadable';
}

function continueValue(reading: Reading, key: IniKey, value: string, at: number): LineKind {
  if (reading.isNested && !isAssignment(value)) record(reading, 'nested-without-equals-sign', at);
  key.value += '\n'.repeat(reading.blanks + 1) + value;
  key.last = at;
  reading.blanks = 0;
  return 'continuation';
}

function openSection(reading: Reading, name: string, at: number): LineKind {
  const isDefault = name === 'DEFAULT';
  if (reading.names.has(name) && !isDefault) record(reading, 'section-twice', at, name);
  reading.names.add(name);
  reading.seen = isDefault ? reading.defaults : new Set();
  reading.section = { name, header: at, last: at, keys: [] };
  reading.sections.push(reading.section);
  reading.key = undefined;
  return 'header';
}

function readKey(reading: Reading, section: IniSection, text: string, at: number): LineKind {
  const delimiter = text.search(/[=:]/);
  if (delimiter < 1) record(reading, 'no-equals-sign', at);
  // A line that begins with `=` ends the value above it; one without any `=` does not.
  if (delimiter === 0) reading.key = undefined;
  if (delimiter < 1) return 'unreadable';
  const name = strip(text.slice(0, delimiter)).toLowerCase();
  if (reading.seen.has(name)) record(reading, 'key-twice', at, name);
  reading.seen.add(name);
  reading.key = { name, value: strip(text.slice(delimiter + 1)), first: at, last: at };
  reading.isNested = reading.key.value === '';
  reading.blanks = 0;
  section.keys.push(reading.key);
  return 'key';
}

/** Below a `key =` the AWS CLI demands `key = value`, also after each line break of Python's `splitlines`. */
function isAssignment(value: string): boolean {
  const parts = value.split(/[\v\f\x1c-\x1e\x85\u2028\u2029]/);
  return parts.every((part) => part.includes('=') || strip(part) === '');
}
