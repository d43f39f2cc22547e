/**
 * The byte comparison: after a login, nothing in the credentials file has changed but the lines of the session. The
 * file is compared as bytes with a text put together here, in which only what AWS gave is taken from the result.
 */
import { linkSync, lstatSync, readFileSync, readlinkSync, renameSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DEVICE, KEY_LINES, loginSetup, type LoginSetup } from '../support/login-setup.ts';

/** Comments, dotted and nested names, other spellings, trailing blanks, a byte that is not UTF-8. */
const AHEAD = `# Keys of my user. Do not share.\n\n[default]\n${KEY_LINES}# until here\n
; another account, with a spelling of its own
[client.acme]
AWS_ACCESS_KEY_ID=AKIAI44QH8DHBEXAMPLE
aws_secret_access_key : je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY\t
s3 =
    max_concurrent_requests = 20
    addressing_style = path

[team/prod:eu@1]
  aws_access_key_id =AKIAI44QH8DHBEXAMPL2
aws_secret_access_key= je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKE2
`;
const BEHIND = `\n# what follows is of last year; caf\xe9\n[old.mfa]\naws_access_key_id = AKIAI44QH8DHBEXAMPL3
aws_secret_access_key = "quoted = yes" # and commented\n\n\n[empty]\n`;

/** A former session of ours among keys and comments of the person's own, written in several ways. */
const OLD_SESSION = `[mfa]
# my session
output = json
aws_access_key_id = ASIAOLDOLDOLDOLDOLD1
aws_secret_access_key = old
aws_session_token = old
x_security_token_expires = 2020-01-01T00:00:00Z
x_token_issue_time = 2019-12-31T12:00:00Z
x_mfa_serial = ${DEVICE}
x_source_profile = default
# the end of it
cli_pager =less
`;

type Secrets = [keyId: string, secret: string, token: string, expires: string, issued: string];

function newSession([keyId, secret, token, expires, issued]: Secrets): string {
  return `aws_access_key_id = ${keyId}
aws_secret_access_key = ${secret}
aws_session_token = ${token}
x_security_token_expires = ${expires}
x_token_issue_time = ${issued}
x_mfa_serial = ${DEVICE}
x_source_profile = default
`;
}

/** What AWS gave, read out of the file: every comparison says something about all the rest. */
function secretsIn(text: string): Secrets {
  const valueOf = (pattern: RegExp) => pattern.exec(text)?.[1] ?? `no ${String(pattern)}`;
  return [
    valueOf(/= (ASIA[A-Z2-7]{16})\r?$/m),
    valueOf(/aws_access_key_id = ASIA[^]*?aws_secret_access_key = ([\w/+]{40})\r?$/m),
    valueOf(/aws_session_token = (IQoJb3JpZ2lu[\w/+]+=*)\r?$/m),
    valueOf(/x_security_token_expires = (20[\dTZ:-]{18})\r?$/m),
    valueOf(/x_token_issue_time = (20[\dTZ:-]{18})\r?$/m),
  ];
}

async function loginOn(credentials: Buffer): Promise<LoginSetup & { after: string }> {
  const setup = await loginSetup({ credentials, config: `[default]\nmfa_serial = ${DEVICE}\n` });
  expect((await setup.run(['login', '--token', setup.aws.nextCode()])).code).toBe(0);
  expect(setup.sandbox.leftovers()).toEqual([]);
  return { ...setup, after: setup.sandbox.bytes().toString('latin1') };
}

const LINE_ENDS: [name: string, end: string][] = [
  ['LF', '\n'],
  ['CRLF', '\r\n'],
];

test.each(LINE_ENDS)('a new [mfa] comes behind everything else (%s)', async (_, end) => {
  const withEnds = (text: string) => text.replaceAll('\n', end);
  const { after } = await loginOn(Buffer.from(withEnds(AHEAD + BEHIND), 'latin1'));
  const expected = `${AHEAD}${BEHIND}\n[mfa]\n${newSession(secretsIn(after))}`;
  expect(after).toBe(withEnds(expected));
});

test.each(LINE_ENDS)('a new [mfa] behind a last line without its end (%s)', async (_, end) => {
  const withEnds = (text: string) => text.replaceAll('\n', end);
  const { after } = await loginOn(Buffer.from(withEnds(AHEAD.trimEnd()), 'latin1'));
  const expected = `${AHEAD.trimEnd()}\n\n[mfa]\n${newSession(secretsIn(after))}`;
  expect(after).toBe(withEnds(expected));
});

test.each(LINE_ENDS)('an [mfa] in the middle: only the lines of the session change (%s)', async (_, end) => {
  const withEnds = (text: string) => text.replaceAll('\n', end);
  const { after } = await loginOn(Buffer.from(withEnds(`${AHEAD}\n${OLD_SESSION}${BEHIND}`), 'latin1'));
  const [keyId, secret, token, expires, issued] = secretsIn(after);
  const session = OLD_SESSION.replace('ASIAOLDOLDOLDOLDOLD1', keyId)
    .replace('secret_access_key = old', `secret_access_key = ${secret}`)
    .replace('session_token = old', `session_token = ${token}`)
    .replace('2020-01-01T00:00:00Z', expires)
    .replace('2019-12-31T12:00:00Z', issued);
  expect(after).toBe(withEnds(`${AHEAD}\n${session}${BEHIND}`));
});

test('older spellings and the expiry keys of other tools go, and nothing else', async () => {
  const mfa = `[mfa]
; kept
AWS_ACCESS_KEY_ID = ASIAOLDOLDOLDOLDOLD1
aws_secret_access_key: old
aws_session_token = old
aws_security_token = old
expiration = 2020-01-01 00:00:00
region = eu-west-1
`;
  const { after } = await loginOn(Buffer.from(`${AHEAD}\n${mfa}${BEHIND}`, 'latin1'));
  const [head, tail] = [`${AHEAD}\n[mfa]\n; kept\n`, BEHIND] as const;
  expect(after.startsWith(head)).toBe(true);
  expect(after.endsWith(tail)).toBe(true);
  const own = after.slice(head.length, after.length - tail.length).split('\n');
  expect(own.sort()).toEqual([...newSession(secretsIn(after)).split('\n'), 'region = eu-west-1'].sort());
});

test('a second login changes the secrets and not one byte beside them', async () => {
  const setup = await loginOn(Buffer.from(AHEAD + BEHIND, 'latin1'));
  expect((await setup.run(['login', '--token', setup.aws.nextCode()])).code).toBe(0);
  const again = setup.sandbox.bytes().toString('latin1');
  const masked = (text: string) => secretsIn(text).reduce((rest, secret) => rest.replace(secret, '*'), text);
  expect(masked(again)).toBe(masked(setup.after));
  expect(again).not.toBe(setup.after);
});

test('a symlink stays one, and its target is what changes; the file ends owner-only', async () => {
  const setup = await loginSetup();
  const { credentialsPath: path, home } = setup.sandbox;
  const target = join(home, 'dotfiles-credentials');
  renameSync(path, target);
  symlinkSync('../dotfiles-credentials', path);
  expect((await setup.run(['login', '--token', setup.aws.nextCode()])).code).toBe(0);
  expect(lstatSync(path).isSymbolicLink() && readlinkSync(path)).toBe('../dotfiles-credentials');
  expect(readFileSync(target, 'utf8')).toContain('[mfa]');
  expect(statSync(target).mode & 0o777).toBe(0o600);
});

test('more than one hard link to the file is a note', async () => {
  const setup = await loginSetup();
  linkSync(setup.sandbox.credentialsPath, join(setup.sandbox.home, 'second'));
  const { code, stderr } = await setup.run(['login', '--token', setup.aws.nextCode()]);
  expect(code).toBe(0);
  expect(stderr).toMatch(/^• .*link/m);
});
