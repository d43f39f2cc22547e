/**
 * Reads a file as the AWS SDK for JavaScript does (its `parseIni`), so that an edit can be judged before a code is
 * spent on it. What is written is read back by the SDK itself.
 */
import { remembering } from './remembering.ts';
import type { Values } from './section-values.ts';
import { sdkHeaderName, withoutSdkComment } from './section-name.ts';
import { decodeLeniently } from './utf8.ts';

interface Reading {
  values: Record<string, Record<string, string>>;
  section: string | undefined;
  /** The key without a value that takes the indented keys below it along. */
  parent: string | undefined;
}

/** @param bytes the file, one character a byte (latin1) */
export const readAsSdk = remembering((bytes: string): Values => {
  const reading: Reading = {
    values: Object.create(null) as Reading['values'],
    section: undefined,
    parent: undefined,
  };
  for (const line of decodeLeniently(bytes).split(/\r?\n/)) {
    const name = sdkHeaderName(line);
    if (name === undefined) readKey(reading, line);
    else openSection(reading, name);
  }
  return reading.values;
});

function openSection(reading: Reading, name: string): void {
  const [, kind = '', , rest = ''] = /^([\w-]+)\s(["'])?([\w@+.%:/-]+)\2$/.exec(name) ?? [];
  const isKnown = ['profile', 'sso-session', 'services'].includes(kind);
  reading.parent = undefined;
  reading.section = kind === '' ? name : isKnown ? `${kind} ${rest}` : undefined;
  // What every JavaScript object has swallows the section's keys, or is refused with the whole file.
  if (name in {}) reading.section = undefined;
}

function readKey(reading: Reading, line: string): void {
  const text = withoutSdkComment(line);
  const equals = text.indexOf('=');
  if (!reading.section || equals < 1) return;
  const name = text.slice(0, equals).trim();
  const value = text.slice(equals + 1).trim();
  if (value === '') {
    reading.parent = name;
    return;
  }
  if (line.trimStart() === line) reading.parent = undefined;
  const keys = (reading.values[reading.section] ??= Object.create(null) as Record<string, string>);
  keys[reading.parent === undefined ? name : `${reading.parent}.${name}`] = value;
}
