/** What a check of the doctor returns, as lines for people and as JSON. */
import type { Advice } from '../../errors.ts';
import { plainText } from '../../text/shell-command.ts';

/** Every check by its id, which never changes, and its name in the line of checks that were not made. */
export const CHECKS = {
  'credentials-file': 'the credentials file',
  'credentials-text': 'how tools read the credentials file',
  'credentials-privacy': 'who can read the credentials file',
  'config-file': 'the config file',
  'config-text': 'how tools read the config file',
  'config-privacy': 'who can write to the config file',
  base: 'the base profile (the one with the long-term access key)',
  'mfa-profile': 'the MFA profile',
  device: 'the MFA device',
  settings: 'region, endpoint and duration',
  session: 'the session',
  'session-shadowed': 'settings that override the session',
  'role-profiles': 'role profiles',
  'environment-profile': 'AWS_PROFILE',
  'environment-keys': 'variables that override profiles',
  node: 'Node',
  'aws-cli': 'the AWS CLI',
  network: 'proxy and certificates',
  sts: 'the connection to STS',
  clock: 'the clock',
  keys: 'whose access key it is',
  'access-key-age': 'the age of the access key',
  'known-device': 'whether AWS recognizes the MFA device',
  'session-identity': 'whose session it is',
} as const;

export type CheckId = keyof typeof CHECKS;

export type Status = 'ok' | 'skipped' | 'warning' | 'error';

export interface Finding {
  id: CheckId;
  status: Status;
  /** The subject of an `ok` or `skipped` message: messages with the same subject share a line. */
  about?: string;
  message: string;
  remedy?: string | undefined;
}

export function ok(id: CheckId, about: string, message: string): Finding {
  return { id, status: 'ok', about, message };
}

/** @param message why there is nothing to check, which is not a problem */
export function skipped(id: CheckId, about: string, message: string): Finding {
  return { id, status: 'skipped', about, message };
}

/** @param why what stopped the check, if no other finding says so */
export function notChecked(id: CheckId, why?: string): Finding {
  return skipped(id, 'not checked', why === undefined ? CHECKS[id] : `${CHECKS[id]} (${why})`);
}

export function warning(id: CheckId, { message, hint }: Advice): Finding {
  return { id, status: 'warning', message, remedy: hint };
}

/** @param found often the error that a login would end with */
export function problem(id: CheckId, { message, hint }: Advice): Finding {
  return { id, status: 'error', message, remedy: hint };
}

/** Adds a finding for each check that has none, because of a problem elsewhere. */
export function complete(findings: readonly Finding[]): Finding[] {
  const made = new Set(findings.map(({ id }) => id));
  const missing = (Object.keys(CHECKS) as CheckId[]).filter((id) => !made.has(id));
  return [...findings, ...missing.map((id) => notChecked(id))];
}

/** A line for people. */
export interface FindingLine {
  status: Status;
  text: string;
  remedy?: string | undefined;
}

/** One line for each problem, and one for each subject of the other findings. */
export function findingLines(findings: readonly Finding[]): FindingLine[] {
  const lines = new Map<string, FindingLine>();
  for (const { status, about, message, remedy } of findings) {
    // Two checks may find the same problem; it is printed once.
    const key = about === undefined ? message : `${status} ${about}`;
    const line = lines.get(key);
    if (!line)
      lines.set(key, { status, text: about === undefined ? message : `${about}: ${message}`, remedy });
    else if (about !== undefined && !line.text.endsWith(message)) line.text += `, ${message}`;
  }
  return [...lines.values()];
}

/** The same words for programs. */
export function findingJson({ id, status, about, message, remedy }: Finding): Record<string, unknown> {
  const text = about === undefined ? message : `${about}: ${message}`;
  return { id, status, message: plainText(text), remedy: remedy === undefined ? null : plainText(remedy) };
}
