/**
 * Every kind of credentials file that some tool stumbles over, and which of three things a login does with it: it
 * writes; it writes, with a warning that names the line and the tool that could not read the file before either; or
 * it refuses, with the line and the hint.
 */
import { CREDENTIALS } from './login-setup.ts';

export type Outcome =
  | 'written'
  | { warned: number; tool: string }
  | {
      refused: number;
      hint: string;
    };

/** Bytes as latin1, one character a byte. */
export type Row = [kind: string, bytes: string, outcome: Outcome];

const SESSION = `[mfa]
aws_access_key_id = ASIAOLD
aws_secret_access_key = old
aws_session_token = old
x_source_profile = default
`;
const TOGETHER = { refused: 4, hint: 'Move the comment to a line of its own.' };
const UNINDENT = 'Remove the spaces at the beginning of';
const withSession = (header: string): string => CREDENTIALS + SESSION.replace('[mfa]', header);
const withLines = (...lines: string[]): string => CREDENTIALS + lines.map((line) => `${line}\n`).join('');
const megabytes = 'x'.repeat(5 * 1024 * 1024);

export const KINDS: Row[] = [
  // What every tool reads alike, and is never refused.
  ['plain', withSession('[mfa]'), 'written'],
  ['empty', '', 'written'],
  ['CRLF', CREDENTIALS.replaceAll('\n', '\r\n'), 'written'],
  ['LF and CRLF mixed', withLines('[b]\r', 'k = v\r', '[c]'), 'written'],
  ['no last line end', CREDENTIALS.trimEnd(), 'written'],
  ['no last line end, in the section', withSession('[mfa]').trimEnd(), 'written'],
  ['NUL bytes', withLines('[b]', 'k = a\0b', '# \0'), 'written'],
  ['a literal %', withLines('[b]', 'k = %(x)s %'), 'written'],
  ['dots and slashes in names', withLines('[a.b]', '[c/d:e@f+g%h]'), 'written'],
  ['UTF-8 in comments and values', withLines('# Andr\xc3\xa9', '[b]', 'k = \xc3\xa9'), 'written'],
  ['[mfa] # c', withSession('[mfa] # c'), 'written'],
  ['an indented header that follows no key', `  [mfa]\n\n${CREDENTIALS}`, 'written'],
  ['indented keys, all alike', withSession('[mfa]').replaceAll(/^(?=[ax])/gm, '  '), 'written'],
  ['5 MB on one line', withLines('[b]', `k = ${megabytes}`), 'written'],
  ['5 MB of comment', withLines(`# ${megabytes}`), 'written'],

  // What tools read differently, but not in our section: as different as it was.
  ['an indented key below another, elsewhere', withLines('[b]', 'k = v', '  l = w'), 'written'],
  ['a continuation like a header, elsewhere', withLines('[b]', 'k = v', '  [c]'), 'written'],
  [
    'a continuation like a key of ours, elsewhere',
    withLines('[b]', 's3 =', '  aws_session_token = v'),
    'written',
  ],
  [
    'a continuation below a key of ours',
    withSession('[mfa]').replace('token = old', 'token = old\n  old'),
    'written',
  ],
  [
    'capitals in our keys',
    withSession('[mfa]').replace('aws_access_key_id = A', 'AWS_ACCESS_KEY_ID = A'),
    'written',
  ],
  ['[DEFAULT]', withLines('[DEFAULT]', 'output = json'), 'written'],
  ['[constructor]', withLines('[constructor]', 'k = v'), 'written'],
  ['two words in a name', withLines('[my base]', 'k = v'), 'written'],

  // What some tool could not read before, for a reason elsewhere.
  ['byte order mark', `\xef\xbb\xbf${CREDENTIALS}`, { warned: 1, tool: 'the AWS CLI' }],
  ['invalid UTF-8', withLines('# Andr\xe9'), { warned: 4, tool: 'the AWS CLI' }],
  ['a key before any section', `k = v\n${CREDENTIALS}`, { warned: 1, tool: 'the AWS CLI' }],
  ['a line without =', withLines('[b]', 'junk'), { warned: 5, tool: 'the AWS CLI' }],
  ['another section twice', withLines('[b]', '[c]', '[b]'), { warned: 6, tool: 'the AWS CLI' }],
  ['a key twice, elsewhere', withLines('[b]', 'k = v', 'k = v'), { warned: 6, tool: 'the AWS CLI' }],
  ['a key twice that is not ours', withLines('[mfa]', 'k = v', 'k = v'), { warned: 6, tool: 'the AWS CLI' }],
  ['a continuation that is no key', withLines('[b]', 's3 =', '  junk'), { warned: 6, tool: 'the AWS CLI' }],
  ['key: value', withLines('[b]', 'k: v'), { warned: 5, tool: 'Java' }],
  ['a lone CR, elsewhere', withLines('[b]', 'k = v\rl = w'), { warned: 5, tool: 'the SDK for Java' }],
  ['[__proto__]', withLines('[__proto__]', 'k = v'), { warned: 4, tool: 'the SDK for JavaScript' }],

  // Where no edit would be read alike.
  ['[mfa] twice', withSession('[mfa]') + SESSION, { refused: 9, hint: 'Merge the two sections.' }],
  ['[ mfa ]', withLines('[ mfa ]', 'k = v'), { refused: 4, hint: 'Remove the spaces.' }],
  ['[ mfa ] with a session', withSession('[ mfa ]'), { refused: 4, hint: 'Remove the spaces.' }],
  ['[mfa]# c', withSession('[mfa]# c'), TOGETHER],
  ['[mfa] # see [x]', withSession('[mfa] # see [x]'), TOGETHER],
  ['[mfa] # see [x], without a session', withLines('[mfa] # see [x]', 'k = v'), TOGETHER],
  ['an indented [mfa] below a key', withSession('  [mfa]'), { refused: 4, hint: UNINDENT }],
  ['an indented section below the base', withLines('  [b]', 'k = v'), { refused: 4, hint: UNINDENT }],
  ['a continuation like our header', withLines('[b]', 'k = v', '  [mfa]'), { refused: 6, hint: UNINDENT }],
  [
    'a stale key in [DEFAULT]',
    withLines('[DEFAULT]', 'expiration = 2026'),
    { refused: 5, hint: 'Remove the line' },
  ],
  ['a token in [DEFAULT]', withLines('[DEFAULT]', 'aws_session_token = t'), 'written'],
  [
    'CR only',
    CREDENTIALS.replaceAll('\n', '\r'),
    { refused: 1, hint: 'Save the file with Unix or Windows line endings.' },
  ],
];
