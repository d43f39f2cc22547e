/** Profiles as the doctor examines them, and findings as one line each, for tables. */
import type { Finding } from '../../src/commands/doctor/finding.ts';
import { examineProfiles } from '../../src/commands/doctor/profiles.ts';
import { readEnvironment, type Variables } from '../../src/environment.ts';
import { readLoginRequest, type SessionOptions } from '../../src/login/login-request.ts';
import { openedFiles } from './shared-files.ts';

/** `warning clock: what it says | the remedy`, or `ok clock: about: what it says`. */
export function toldFinding(finding: Finding): string {
  const { id, status, about, message, remedy } = finding;
  if (about !== undefined) return `${status} ${id}: ${about}: ${message}`;
  return `${status} ${id}: ${message} | ${remedy ?? ''}`;
}

export function toldFindings(findings: readonly Finding[]): string[] {
  return findings.map(toldFinding);
}

/** What the doctor finds out about profiles, and from what. */
export function examined(
  credentials: string,
  config = '',
  variables: Variables = {},
  options: SessionOptions = {},
) {
  const environment = readEnvironment(variables);
  const request = readLoginRequest(options, environment);
  const opened = openedFiles(credentials, config);
  return { ...opened, environment, request, ...examineProfiles(request, environment, opened) };
}
