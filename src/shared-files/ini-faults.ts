/** Describes lines that some tool cannot read, or reads differently from the AWS CLI. */

export interface IniFault {
  kind: FaultKind;
  /** Counted from 1. */
  line: number;
  /** A noun phrase. No value is in it, since that may be a secret. */
  what: string;
  /** Which tools have a problem with it. */
  tools: string;
  hint: string;
  /** Whether the AWS CLI rejects the whole file. */
  stopsAwsCli: boolean;
}

export type FaultKind = keyof typeof WORDS;

/** Headers that not every tool reads as headers, or that have a meaning of their own. */
export const HEADER_FAULTS: ReadonlySet<FaultKind> = new Set<FaultKind>([
  'header-with-blanks',
  'header-with-tail',
  'indented-header',
  'default-section',
]);

const MANY_CANNOT_READ = 'the AWS CLI and the SDKs for Java, Rust and C++ cannot read the file';
const REMOVE_SPACES = 'Remove the spaces at the beginning of the line.';

/** `%` stands for the name of the section or key, once in a text. */
const WORDS = {
  'byte-order-mark': [
    'a byte order mark at the beginning of the file',
    `${MANY_CANNOT_READ}; Go loses the first section`,
    'Save the file as UTF-8 without BOM.',
  ],
  'not-utf8': [
    'a character that is not UTF-8',
    'the AWS CLI and the SDK for Rust cannot read the file',
    'Save the file as UTF-8, or retype that character.',
  ],
  'section-twice': [
    'duplicate section [%]',
    'the AWS CLI cannot read the file; SDKs use the last value of each key',
    'Merge the two sections.',
  ],
  'key-twice': [
    'duplicate key %',
    'the AWS CLI cannot read the file; SDKs use the last value, or distinguish upper and lower case',
    'Remove one of the two lines.',
  ],
  'no-equals-sign': [
    'a line that is not `key = value`, a section or a comment',
    MANY_CANNOT_READ,
    'Complete the line, remove it, or put # in front.',
  ],
  'before-first-section': [
    'a line before the first section',
    MANY_CANNOT_READ,
    'Remove the line, or move it into a section.',
  ],
  'nested-without-equals-sign': [
    'a line below `key =` that is not `key = value`',
    'the AWS CLI cannot read the file',
    'Complete the line, or remove it.',
  ],
  'carriage-return': [
    'a line that ends in a lone carriage return',
    'only the AWS CLI and the SDK for Java start a new line there',
    'Save the file with Unix or Windows line endings.',
  ],
  'header-with-blanks': [
    'spaces inside the brackets of [%]',
    'the AWS CLI and the SDK for JavaScript treat them as part of the name, other SDKs do not',
    'Remove the spaces.',
  ],
  'header-with-tail': [
    'text after the section header [%]',
    'tools read another name, or no section at all',
    'Move the comment to a line of its own.',
  ],
  'indented-header': [
    'an indented section header below a key',
    'the AWS CLI, Java, Rust and C++ read it as part of the value above',
    REMOVE_SPACES,
  ],
  'name-lost': [
    'the name of section [%]',
    'the SDK for JavaScript and some others ignore that section',
    'Rename it: use only letters, digits, hyphens, underscores and periods.',
  ],
  'name-refused': [
    'the name of section [%]',
    'the SDK for JavaScript cannot read the file',
    'Rename it: use only letters, digits, hyphens, underscores and periods.',
  ],
  'profile-twice': [
    'a second section of profile %',
    'the AWS CLI uses only the last one; SDKs use another one, or both',
    'Merge the two sections.',
  ],
  'no-profile': [
    '[%] without the word "profile"',
    'in this file, no tool reads it as a profile',
    'Change it to [profile %].',
  ],
  'profile-in-credentials': [
    'the word "profile" before the name %',
    'only the config file has that word; here, tools read it as a part of the name, or ignore the section',
    'In this file, write [%].',
  ],
  'profile-in-capitals': [
    'capitals in the word "profile" of [%]',
    'the AWS CLI does not read the section as a profile',
    'Write "profile" in lower case.',
  ],
  'default-section': [
    '[DEFAULT] in capitals',
    'the AWS CLI adds its keys to every section; other tools read a profile of that name',
    'Rename it to [default].',
  ],
  'inherited-key': [
    '% in [DEFAULT] in capitals',
    'the AWS CLI adds the key to every section, including the one to be written',
    'Remove the line, or rename the section to [default].',
  ],
  'key-with-capitals': [
    'capitals in the key %',
    'the AWS CLI and Rust ignore the case; the SDKs for JavaScript, Java and C++ do not find the key',
    'Write the key in lower case.',
  ],
  'key-with-colon': [
    'a colon after the key %',
    'the AWS CLI and Go read it as `=`; JavaScript ignores the line; Java, Rust and C++ reject the file',
    'Replace the colon with `=`.',
  ],
  'comment-in-value': [
    'a comment after the value of %',
    'the AWS CLI reads it as part of the value',
    'Move the comment to a line of its own.',
  ],
  'quoted-value': ['quotes around the value of %', 'only Go removes them', 'Remove the quotes.'],
  'indented-comment': [
    'an indented comment below a key',
    'Java, Rust and C++ append it to the value above',
    REMOVE_SPACES,
  ],
  'indented-key': [
    'an indented `key = value` below another key',
    'the AWS CLI, Java, Rust and C++ append it to the value above; JavaScript reads a key; Go ignores it',
    REMOVE_SPACES,
  ],
  'read-differently': [
    'section [%]',
    'the AWS CLI and the SDKs would read it differently',
    'Write each line of that section as `key = value`, without spaces before it.',
  ],
} as const satisfies Record<string, readonly [what: string, tools: string, hint: string]>;

const STOPS_AWS_CLI: ReadonlySet<FaultKind> = new Set<FaultKind>([
  'byte-order-mark',
  'not-utf8',
  'section-twice',
  'key-twice',
  'no-equals-sign',
  'before-first-section',
  'nested-without-equals-sign',
]);

/**
 * @param index the line, counted from 0
 * @param name of the section or key; not one that may be a part of a secret (a wrapped token)
 */
export function iniFault(kind: FaultKind, index: number, name = ''): IniFault {
  const [what, tools, hint] = WORDS[kind];
  const named = (words: string) => words.replace('%', () => name);
  return {
    kind,
    line: index + 1,
    what: named(what),
    tools,
    hint: named(hint),
    stopsAwsCli: STOPS_AWS_CLI.has(kind),
  };
}

/** A key's name, unless it may be a part of a secret or token that was wrapped to the next line: that has digits in it. */
export function showableKey(name: string): string {
  return /^[a-z_]{1,40}$/i.test(name) ? name : 'a key';
}
