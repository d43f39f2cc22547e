/**
 * A session in the formats of `aws configure export-credentials`, and the region for a shell. Keys of servers
 * other than AWS may contain characters that a shell would interpret, and are quoted.
 */
import { AwsMfaError } from '../../errors.ts';
import type { ExportFormat } from './export-format.ts';
import { type Session, expirationText, sessionVariables } from '../../session/session-keys.ts';

/**
 * @param region variables for the region, which are not part of a `credential_process` answer
 * @throws AwsMfaError `configuration` if a value cannot be quoted for the shell
 */
export function sessionText(
  session: Session,
  format: ExportFormat,
  region: readonly (readonly [name: string, value: string])[] = [],
): string {
  if (format === 'process') return processAnswer(session);
  return [...sessionVariables(session), ...region]
    .map(([name, value]) => `${LINES[format](name, value)}\n`)
    .join('');
}

/** The output of a `credential_process` (AWS SDKs and Tools Reference, "Process credential provider"). */
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

/** Unquoted, zsh would replace a value `=name` by the path of that command. */
function posixWord(value: string): string {
  return /^[\w+/.,:-][\w+/.,:=-]*$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}

/** In quotes, which do not become part of the value, cmd.exe still interprets three characters. */
function cmdLine(name: string, value: string): string {
  if (/^[\w+/.,:=-]*$/.test(value)) return `set ${name}=${value}`;
  if (!/["%!]/.test(value)) return `set "${name}=${value}"`;
  throw new AwsMfaError(
    'unwritable_value',
    `${name} contains one of the characters " % !, which cannot be quoted safely for cmd.exe.`,
    'Use --format powershell.',
  );
}
