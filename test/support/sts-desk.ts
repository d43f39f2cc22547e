/**
 * A stand-in for STS and the clock beside it, for tests of the flow: answers what it was prepared for, in order, fails
 * on one call more, and remembers what was asked and said.
 */
import type { CallStsDeps, SessionCall, StsReply } from '../../src/aws/get-session.ts';
import { unprepared } from './unprepared.ts';

export const NOW = new Date('2026-11-23T12:00:00Z');

export const ANSWER = {
  kind: 'answer',
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'session-secret',
  sessionToken: 'session-token',
  expiration: new Date('2026-11-24T00:00:00Z'),
} satisfies StsReply;

export const WRONG_CODE = refusal(
  'AccessDenied',
  'MultiFactorAuthentication failed with invalid MFA one time pass code.',
);

export function refusal(code: string, message = '', status = 403, serverDate?: Date): StsReply {
  return { kind: 'refusal', code, message, status, serverDate };
}

export function failure(reason: string, sent: boolean): StsReply {
  return { kind: 'failure', reason, sent, cause: new Error(reason) };
}

export interface StsDesk extends CallStsDeps {
  calls: SessionCall[];
  /** Milliseconds. */
  pauses: number[];
  /** To the person; what only --debug shows is kept apart. */
  said: string[];
  traced: string[];
}

export function stsDesk(replies: readonly StsReply[], signal = new AbortController().signal): StsDesk {
  const left = [...replies];
  const desk: StsDesk = {
    calls: [],
    pauses: [],
    said: [],
    traced: [],
    getSession(call) {
      desk.calls.push(call);
      return Promise.resolve(left.shift() ?? unprepared('getSession')(call));
    },
    now: () => NOW,
    wait(milliseconds) {
      desk.pauses.push(milliseconds);
      signal.throwIfAborted();
      return Promise.resolve();
    },
    say: (tone, text) => (tone === 'debug' ? desk.traced.push(text) : desk.said.push(`${tone}: ${text}`)),
    signal,
  };
  return desk;
}
