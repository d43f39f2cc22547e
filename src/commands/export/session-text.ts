/**
 * Prints a session in the formats of `aws configure export-credentials`, byte for byte for keys of AWS. Keys of other
 * servers may hold characters that a shell would interpret, and are quoted.
 */
import { AwsMfaError } from '../../errors.ts';
import { nearNames } from '../../text/near-name.ts';
import { type Session, expirationText, sessionVariables } from '../../session/session-keys.ts';

export const EXPORT_FORMATS = [
  'process',
  'env',
  'env-no-export',
  'powershell',
  'windows-cmd',
  'fish',
] as const;

export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** @param text `--format`; @throws AwsMfaError `usage` */
export function readFormat(text: string | undefined): ExportFormat {
  if (text === undefined) return 'process';
  const format = EXPORT_FORMATS.find((name) => name === text);
  if (format) return format;
  const near = nearNames(text, EXPORT_FORMATS);
  throw new AwsMfaError(
    'invalid_value',
    '--format: there is no such format.',
    near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `There are ${EXPORT_FORMATS.join(', ')}.`,
  );
}

/** @throws AwsMfaError `configuration` where a value cannot be told to that shell */
export function sessionText(session: Session, format: ExportFormat): string {
  if (format === 'process') return processAnswer(session);
  return sessionVariables(session)
    .map(([name, value]) => `${LINES[format](name, value)}\n`)
    .join('');
}

/** What a `credential_process` answers (AWS SDKs and Tools Reference, "Process credential provider"). */
function processAnswer({ accessKeyId, secretAccessKey, sessionToken, expiration }: Session): string {
  const answer = {
    Version: 1,
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    Expiration: expirationText(expiration),
  };
  return `${JSON.stringify(answer, undefined, 2)}\n`;
}

const LINES: Record<Exclude<ExportFormat, 'process'>, (name: string, value: string) => string> = {
  env: (name, value) => `export ${name}=${posixWord(value)}`,
  'env-no-export': (name, value) => `${name}=${posixWord(value)}`,
  powershell: (name, value) => `$Env:${name}="${value.replace(/[`"$“”„]/g, '`$&')}"`,
  'windows-cmd': cmdLine,
  fish: (name, value) => `set -gx ${name} "${value.replace(/[\\"$]/g, '\\$&')}"`,
};

/** zsh takes `=name` at the beginning of a value for the path of a command, so that no value begins so unquoted. */
function posixWord(value: string): string {
  return /^[\w+/.,:-][\w+/.,:=-]*$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}

/** In quotes, which are none of the value, cmd.exe leaves all but three characters alone; those no quotes hold back. */
function cmdLine(name: string, value: string): string {
  if (/^[\w+/.,:=-]*$/.test(value)) return `set ${name}=${value}`;
  if (!/["%!]/.test(value)) return `set "${name}=${value}"`;
  throw new AwsMfaError(
    'unwritable_value',
    `${name} holds one of the characters " % !, which cmd.exe cannot be told safely.`,
    'Take --format powershell.',
  );
}
