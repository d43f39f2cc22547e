/** Describes lines that some tool cannot read, or reads differently from the AWS CLI. */

export interface IniFault {
  kind: FaultKind;
  /** Counted from 1. */
  line: number;
  /** What stands there: without a value, since that may be a secret. */
  what: string;
  /** Who stumbles over it, and how. */
  tools: string;
  /** How to mend it. */
  mend: string;
  /** Whether the AWS CLI refuses the whole file for it. */
  stopsAwsCli: boolean;
}

export type FaultKind = keyof typeof WORDS;

const ALL_BUT_JS_AND_GO = 'the AWS CLI and the SDKs for Java, Rust and C++ cannot read the file';

/** `%` stands for the name of the section or key. */
const WORDS = {
  'byte-order-mark': [
    'the file begins with a byte order mark',
    `${ALL_BUT_JS_AND_GO}; Go loses the first section`,
    'Save the file as UTF-8 without BOM.',
  ],
  'not-utf8': [
    'a character that is not UTF-8',
    'the AWS CLI and the SDK for Rust cannot read the file',
    'Save the file as UTF-8, or retype that character.',
  ],
  'section-twice': [
    '[%] stands here a second time',
    'the AWS CLI cannot read the file; SDKs take the last of each key',
    'Make one section of the two.',
  ],
  'key-twice': [
    '% stands here a second time in its section',
    'the AWS CLI cannot read the file; SDKs take the last one, or tell capitals apart',
    'Remove one of the two lines.',
  ],
  'no-equals-sign': [
    'a line that is neither `key = value`, nor a section, nor a comment',
    ALL_BUT_JS_AND_GO,
    'Complete the line, remove it, or put # in front.',
  ],
  'before-first-section': [
    'a line ahead of the first [section]',
    ALL_BUT_JS_AND_GO,
    'Remove the line, or put it into a section.',
  ],
  'nested-without-equals-sign': [
    'a line below `key =` that is not `key = value`',
    'the AWS CLI cannot read the file',
    'Complete the line, or remove it.',
  ],
  'carriage-return': [
    'a line that ends in a lone carriage return',
    'only the AWS CLI and the SDK for Java begin a new line there',
    'Save the file with Unix or Windows line ends.',
  ],
  'header-with-blanks': [
    '[%] has blanks inside the brackets',
    'the AWS CLI and the SDK for JavaScript take them for a part of the name, other SDKs do not',
    'Remove the blanks.',
  ],
  'header-with-tail': [
    'something behind the section header [%]',
    'tools read another name there, or no section at all',
    'Put the comment on a line of its own.',
  ],
  'indented-header': [
    'an indented section header below a key',
    'the AWS CLI, Java, Rust and C++ read it as a part of the value above',
    'Remove the blanks at the beginning of the line.',
  ],
  'name-lost': [
    'the name of section [%]',
    'the SDK for JavaScript, and some others, lose that section',
    'Rename it: letters, digits and - _ . only.',
  ],
  'name-refused': [
    'the name of section [%]',
    'the SDK for JavaScript cannot read the file',
    'Rename it: letters, digits and - _ . only.',
  ],
  'default-section': [
    '[DEFAULT], all in capitals',
    'the AWS CLI adds its keys to every section; to all others it is one profile of that name',
    'Write [default].',
  ],
  'inherited-key': [
    '% in [DEFAULT], all in capitals',
    'the AWS CLI adds it to every section, the one to be written too',
    'Remove the line, or write [default].',
  ],
  'key-with-capitals': [
    '% is written with capitals',
    'the AWS CLI and Rust read it all the same; the SDKs for JavaScript, Java and C++ do not find it',
    'Write the key in lower case.',
  ],
  'key-with-colon': [
    '% is followed by a colon',
    'the AWS CLI and Go read it as `=`; JavaScript ignores the line, Java, Rust and C++ refuse the file',
    'Write `=` instead of the colon.',
  ],
  'comment-in-value': [
    'a comment behind the value of %',
    'the AWS CLI takes it for a part of the value',
    'Put the comment on a line of its own.',
  ],
  'quoted-value': ['quotes around the value of %', 'only Go drops them', 'Remove the quotes.'],
  'indented-comment': [
    'an indented comment below a key',
    'Java, Rust and C++ append it to the value above',
    'Remove the blanks at the beginning of the line.',
  ],
  'indented-key': [
    'an indented `key = value` below another key',
    'the AWS CLI, Java, Rust and C++ append it to the value above, JavaScript reads a key, Go ignores it',
    'Remove the blanks at the beginning of the line.',
  ],
  'read-differently': [
    'section [%]',
    'the AWS CLI and the SDKs would not read it alike',
    'Write each line of that section without blanks ahead of it, one `key = value` a line.',
  ],
} as const satisfies Record<string, readonly [what: string, tools: string, mend: string]>;

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
  const [what, tools, mend] = WORDS[kind];
  const shown = what.replace('%', () => name);
  return { kind, line: index + 1, what: shown, tools, mend, stopsAwsCli: STOPS_AWS_CLI.has(kind) };
}

/** A key's name, unless it may be a part of a secret or token that was wrapped to the next line: that has digits in it. */
export function showableKey(name: string): string {
  return /^[a-z_]{1,40}$/i.test(name) ? name : 'a key';
}
