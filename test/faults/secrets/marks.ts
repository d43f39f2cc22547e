/** Secrets that are known when they are seen, and files and answers that hold them. */

export const CODE = '918273';
export const KEY = 'AKIAMARKEDBYTHETESTS';
export const SECRET = 'SecretMarkedByTheTests/+MarkedByTheTests';
export const SESSION_KEY = 'ASIAMARKEDBYTHETESTS';
export const SESSION_SECRET = 'SessionSecretMarked/+ByTheTestsByTheTest';
export const PROXY_PASSWORD = 'ProxyP@ss:w/Marked#';
/** Of a device, in Base32. */
export const SEED = 'JBSWYMARKEDBYTHETESTS234';
export const SESSION_TOKEN = `TokenMarkedByTheTests/+${'token'.repeat(40)}==`;
/** How user and password of the proxy stand in its address. */
export const PROXY_LOGIN = `alice:${encodeURIComponent(PROXY_PASSWORD)}`;

/** Parts will do: a secret cut short is a secret told. */
export const CODE_MARKS = [CODE, '91827'];
export const MARKS = [
  ...CODE_MARKS,
  KEY,
  SECRET.slice(0, 12),
  SESSION_KEY,
  SESSION_SECRET.slice(0, 12),
  SESSION_TOKEN.slice(0, 12),
  SEED.slice(0, 4),
  // In every form that it has on its way: as it is, in an address, in a header.
  PROXY_PASSWORD.slice(0, 8),
  'ss:w/Marked',
  PROXY_LOGIN.slice('alice:'.length, -12),
  'ss%3Aw%2FMarked',
  btoa(`alice:${PROXY_PASSWORD}`).slice(0, 16),
];

export const DEVICE = 'arn:aws:iam::123456789012:mfa/alice';
export const KEY_LINES = `aws_access_key_id = ${KEY}\naws_secret_access_key = ${SECRET}\n`;
export const CREDENTIALS = `[default]\n${KEY_LINES}`;
export const CONFIG = `[default]\nregion = eu-west-1\nmfa_serial = ${DEVICE}\n`;
export const OLD_SESSION = `aws_access_key_id = ${SESSION_KEY}\naws_secret_access_key = ${SESSION_SECRET}\naws_session_token = ${SESSION_TOKEN}\n`;
