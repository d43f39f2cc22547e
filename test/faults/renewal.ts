/**
 * One login that renews the session of a file, and what that file may be found to hold afterwards, whatever became of
 * the login: the old bytes or the new ones.
 */
import { statSync } from 'node:fs';
import { expect } from 'vitest';
import { KEY_LINES } from '../support/login-setup.ts';
import type { RunResult } from '../support/run.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { sectionKeys } from '../support/section-keys.ts';
import type { LoginBench, SessionLines } from './login-bench.ts';
import type { TracedCall, TracedRun } from './strace.ts';

const EXPIRED: SessionLines = {
  aws_access_key_id: 'ASIAOLDEXAMPLE',
  aws_secret_access_key: 'old-secret',
  aws_session_token: 'old-token',
  x_security_token_expires: '2020-01-01T00:00:00Z',
  x_token_issue_time: '2019-12-31T12:00:00Z',
  x_mfa_serial: 'arn:aws:iam::123456789012:mfa/alice',
  x_source_profile: 'default',
};

/** A section as the program writes a new one. */
export function sectionWith(name: string, session: SessionLines = {}): string {
  const lines = Object.entries(session).map(([key, value]) => `${key} = ${value}\n`);
  return `[${name}]\n${lines.join('')}`;
}

/** The file with a session in the midst of what is not ours to touch. */
export function fileWith(session: SessionLines): string {
  return `# Hers, every byte\r\n[default]\n${KEY_LINES}\n${sectionWith('mfa', session)}s3 =\n  max_queue_size = 5\n
; of another tool\n[other]\naws_access_key_id = AKIAOTHER\naws_secret_access_key=  other\nlast = line, no end`;
}

export const OLD = fileWith(EXPIRED);

/** Expects the bytes of before, or those of after with a session that AWS gave; owner-only in any case. */
export function expectOldOrNew(bench: LoginBench, sandbox: Sandbox, when: string): 'old' | 'new' {
  expect(statSync(sandbox.credentialsPath).mode & 0o777, when).toBe(0o600);
  const text = sandbox.bytes().toString('latin1');
  if (text === OLD) return 'old';
  expect(text, when).toBe(fileWith(givenSession(bench, text, 'mfa')));
  return 'new';
}

/** The session of a section, by its access key id, as AWS gave it, with the time at which the login says that it did. */
export function givenSession(bench: LoginBench, text: string, section: string): SessionLines {
  const { aws_access_key_id: id = '', x_token_issue_time: issued = '' } = sectionKeys(text, section) ?? {};
  expect(issued).toMatch(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  return { ...bench.issued.get(id), x_token_issue_time: issued };
}

/** Expects that nothing stands in the way of the next login, and that it clears away what this one left. */
export async function expectNextLoginWorks(bench: LoginBench, sandbox: Sandbox, when: string): Promise<void> {
  const before = sandbox.read();
  const next = await bench.login(sandbox);
  expect(next, when).toMatchObject({ code: 0, stderr: '' });
  expect(sandbox.leftovers(), when).toEqual([]);
  expect(expectOldOrNew(bench, sandbox, when), when).toBe('new');
  expect(sandbox.read(), when).not.toBe(before);
}

/** Expects that the call which was meant is the one that was hit, and no other. */
export function expectHit({ calls }: TracedRun, { name, nth, file }: TracedCall, when: string): void {
  const hit = calls.filter(({ injected }) => injected);
  expect(hit, when).toMatchObject([{ name, nth, file }]);
}

/** Expects words for a person: no secret, no stack trace, nothing from inside. */
export function expectDecentWords(bench: LoginBench, { stdout, stderr }: RunResult, when: string): void {
  const words = stdout + stderr;
  expect(bench.secretsIn(words), when).toEqual([]);
  expect(words, when).not.toMatch(/^ +at |node:|failed unexpectedly/m);
}

export function describeCall({ name, nth, file }: TracedCall): string {
  return `${name} no. ${nth} on ${file || '~/.aws'}`;
}
