/** Findings as one line each, for tables. */
import type { Finding } from '../../src/commands/doctor/finding.ts';

/** `warning clock: what it says | the remedy`, or `ok clock: about: what it says`. */
export function toldFinding(finding: Finding): string {
  const { id, status, about, message, remedy } = finding;
  if (about !== undefined) return `${status} ${id}: ${about}: ${message}`;
  return `${status} ${id}: ${message} | ${remedy ?? ''}`;
}

export function toldFindings(findings: readonly Finding[]): string[] {
  return findings.map(toldFinding);
}
