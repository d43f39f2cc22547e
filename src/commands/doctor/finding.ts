/** What a check of the doctor returns, as lines for people and as JSON. */
import type { Advice } from '../../errors.ts';
import { plainText } from '../../text/shell-command.ts';
import { wrapped } from '../../text/columns.ts';

/** Every check by its id, by which programs know it, with what it is called where it could not be made. */
export const CHECKS = {
  'credentials-file': 'the credentials file',
  'credentials-text': 'how tools read it',
  'credentials-privacy': 'who else may read it',
  'config-file': 'the config file',
  'config-text': 'how tools read it',
  'config-privacy': 'who else may change it',
  base: 'the base',
  'mfa-profile': 'the MFA profile',
  device: 'the device',
  settings: 'region, endpoint, duration',
  session: 'the session',
  'session-shadowed': 'what wins over the session',
  'role-profiles': 'role profiles',
  'environment-profile': 'AWS_PROFILE',
  'environment-keys': 'variables that shadow profiles',
  node: 'Node',
  'aws-cli': 'the AWS CLI',
  network: 'proxy and certificates',
  sts: 'the way to STS',
  clock: 'the clock',
  keys: 'whose keys they are',
  'access-key-age': 'the age of the access key',
  'known-device': 'whether AWS knows the device',
  'session-identity': 'whose session it is',
} as const;

export type CheckId = keyof typeof CHECKS;

export type Status = 'ok' | 'skipped' | 'warning' | 'error';

export type Finding =
  /** `message` stands behind `about`, beside others of the same. */
  | { id: CheckId; status: 'ok' | 'skipped'; about: string; message: string }
  | { id: CheckId; status: 'warning' | 'error'; message: string; remedy: string | undefined };

export function ok(id: CheckId, about: string, message: string): Finding {
  return { id, status: 'ok', about, message };
}

export function warning(id: CheckId, message: string, remedy?: string): Finding {
  return { id, status: 'warning', message, remedy };
}

/** @param found often the very error that a login would end with */
export function problem(id: CheckId, { message, hint }: Advice): Finding {
  return { id, status: 'error', message, remedy: hint };
}

/** What stands in a check's way but is no fault of its own. */
export function skipped(id: CheckId, about: string, message: string): Finding {
  return { id, status: 'skipped', about, message };
}

/** @param why a clause: `STS could not be reached` */
export function notChecked(why: string, ...ids: readonly CheckId[]): Finding[] {
  return ids.map((id) => skipped(id, `not checked, for ${why}`, CHECKS[id]));
}

/** The findings for people: a line for each that is amiss, with its remedy; what is well, or was not checked, in short. */
export interface FindingLine {
  status: Status;
  text: string;
  remedy: string | undefined;
}

/** Columns for the mark ahead of each line. */
const MARK = 2;

/** @param columns of standard output */
export function findingLines(findings: readonly Finding[], columns: number): FindingLine[] {
  const width = columns - MARK;
  const lines = new Map<string, FindingLine>();
  for (const finding of findings) {
    const [key, text, remedy] = lineOf(finding, findings);
    // Two checks may come upon the same thing, and all that is well of one subject stands on one line.
    if (lines.has(key)) continue;
    const shown = remedy === undefined ? undefined : wrapped(remedy, width);
    lines.set(key, { status: finding.status, text: wrapped(text, width), remedy: shown });
  }
  return [...lines.values()];
}

function lineOf(
  finding: Finding,
  all: readonly Finding[],
): [key: string, text: string, remedy: string | undefined] {
  if (!('about' in finding)) return [finding.message, finding.message, finding.remedy];
  const { status, about } = finding;
  const messages = all.flatMap((other) =>
    'about' in other && other.about === about && other.status === status ? [other.message] : [],
  );
  return [`${status} ${about}`, `${about}: ${[...new Set(messages)].join(', ')}`, undefined];
}

/** A finding for programs, in the words that people read. */
export function findingJson(finding: Finding): Record<string, unknown> {
  const { id, status, message } = finding;
  if ('about' in finding)
    return { id, status, message: plainText(`${finding.about}: ${message}`), remedy: null };
  const { remedy } = finding;
  return { id, status, message: plainText(message), remedy: remedy === undefined ? null : plainText(remedy) };
}
