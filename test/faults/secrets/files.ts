/** Credentials files in every state, with keys in them. */
import { CREDENTIALS, KEY, KEY_LINES, OLD_SESSION, SECRET } from './marks.ts';
import type { Row } from './row.ts';

export const files: Row[] = [
  ['a wrapped secret', CREDENTIALS.replace('/+', '/+\n  ')],
  ['secrets on lines of their own', `[default]\n${KEY}\n${SECRET}\n`],
  ['secrets ahead of any section', `${SECRET}\n${KEY}=${SECRET}\n[default]\n`],
  ['a secret that looks like a key', `[default]\naws_access_key_id = ${KEY}\n${SECRET} = x\n${SECRET} = x\n`],
  ['half a key', `[default]\naws_secret_access_key = ${SECRET}\n`],
  ['quotes and comments', `[default]\naws_access_key_id: "${KEY}" # ${SECRET}\n`],
  ['temporary keys', `[default]\n${OLD_SESSION}`],
  ['long-term keys in [mfa]', `${CREDENTIALS}[mfa]\n${KEY_LINES}`],
  ['[mfa] twice', `${CREDENTIALS}[mfa]\n${OLD_SESSION}[mfa]\n${OLD_SESSION}`],
  ['[mfa]# c', `${CREDENTIALS}[mfa]# c\n${OLD_SESSION}`],
  ['an indented [mfa]', `${CREDENTIALS}  [mfa]\n${OLD_SESSION}`],
  ['a token in [DEFAULT]', `${CREDENTIALS}[DEFAULT]\n${OLD_SESSION}`],
  ['CR only', CREDENTIALS.replaceAll('\n', '\r')],
  ["another base's session", `${CREDENTIALS}[mfa]\n${OLD_SESSION}x_source_profile = other\n`],
].map(([given = '', credentials = '']) => ({ given, credentials }));
