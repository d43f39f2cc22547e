/**
 * A second parser of shared files, for tests: how Python's RawConfigParser, and so the AWS CLI, reads each line. Written
 * from Python's source, independently of the program's own parser.
 */

export interface PlainLine {
  /** With its line end, one character a byte (latin1). */
  bytes: string;
  /** The name in the brackets, on a header. */
  header: string | undefined;
  /** The section of the line, also for its header; each header begins a new one. */
  section: number;
  /** The key, in lower case, of the line or of the line that it continues. */
  key: string | undefined;
  /** Whether the line is a part of a value above it. */
  continues: boolean;
}

const WHITE = '[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]*';
const AROUND = new RegExp(`^(${WHITE})([^]*?)${WHITE}$`);
const BEFORE_DELIMITER = new RegExp(`^([^]*?)${WHITE}[=:]`);

export function plainLines(bytes: string): PlainLine[] {
  let [section, indent] = [-1, 0];
  let key: string | undefined;
  return (bytes.replace(/^\xef\xbb\xbf/, '').match(/[^\r\n]*(?:\r\n?|\n)|[^\r\n]+$/g) ?? []).map((line) => {
    const [, blanks = '', words = ''] = AROUND.exec(decoded(line.replace(/[\r\n]+$/, ''))) ?? [];
    const said = { bytes: line, header: undefined, key: undefined, continues: false };
    if (words === '' || /^[#;]/.test(words)) return { ...said, section };
    if (key && blanks.length > indent) return { ...said, section, key, continues: true };
    indent = blanks.length;
    const header = /^\[([^]+)\]/.exec(words)?.[1];
    if (header !== undefined) {
      key = undefined;
      section += 1;
      return { ...said, section, header };
    }
    // Without a delimiter Python records an error and ignores the line.
    const name = section < 0 ? undefined : BEFORE_DELIMITER.exec(words)?.[1]?.toLowerCase();
    if (name !== undefined) key = name;
    return { ...said, section, key: name };
  });
}

/** As UTF-8 if the line is valid, else one character a byte. */
function decoded(line: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(line, 'latin1'));
  } catch {
    return line;
  }
}

/** The bytes of all lines except those of these keys in the named section. */
export function linesBeside(bytes: string, section: string, keys: readonly string[]): string {
  const lines = plainLines(bytes);
  const ours = new Set(lines.flatMap((line) => (isNamed(line.header, section) ? [line.section] : [])));
  return lines
    .filter((line) => !(ours.has(line.section) && line.key !== undefined && keys.includes(line.key)))
    .map((line) => line.bytes)
    .join('');
}

/** Section → key → the words of its lines, for comparing two states of a file. */
export function plainValues(bytes: string): Map<string, Map<string, string>> {
  const lines = plainLines(bytes);
  const names = new Map(
    lines.flatMap(({ header, section }) => (header === undefined ? [] : [[section, header]])),
  );
  const values = new Map<string, Map<string, string>>();
  for (const { section, key, continues, bytes: line } of lines) {
    if (key === undefined) continue;
    const name = names.get(section) ?? '';
    const keys = values.get(name) ?? new Map<string, string>();
    values.set(name, keys);
    const words = decoded(line.replace(/[\r\n]+$/, ''));
    keys.set(key, continues ? `${keys.get(key) ?? ''}\n${words}` : valueIn(words));
  }
  return values;
}

function valueIn(words: string): string {
  return AROUND.exec(words.replace(/^[^=:]*[=:]/, ''))?.[2] ?? '';
}

function isNamed(header: string | undefined, section: string): boolean {
  return header === section || header?.replace(/^profile\s+"(.*)"$/, 'profile $1') === section;
}
