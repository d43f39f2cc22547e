/** A session in the credentials file, as alice's login writes it. */
import { CREDENTIALS, DEVICE } from './login-setup.ts';

export interface StoredKeys {
  accessKeyId?: string;
  secretAccessKey?: string;
  sessionToken?: string;
}

/** Alice's file with a session that expires in so many seconds. */
export function withStoredSession(secondsLeft: number, keys: StoredKeys = {}): string {
  const {
    accessKeyId = 'ASIASTOREDEXAMPLE',
    secretAccessKey = 'stored/secret',
    sessionToken = 'stored/token+==',
  } = keys;
  const expires = new Date(Date.now() + secondsLeft * 1000).toISOString().replace(/\.\d+/, '');
  return `${CREDENTIALS}
[mfa]
aws_access_key_id = ${accessKeyId}
aws_secret_access_key = ${secretAccessKey}
aws_session_token = ${sessionToken}
x_security_token_expires = ${expires}
x_mfa_serial = ${DEVICE}
x_source_profile = default
`;
}
