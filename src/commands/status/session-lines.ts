/** Prints sessions as a table if the terminal is wide enough, else as a few lines each. */
import type { Tone } from '../../context.ts';
import type { StoredSession } from '../../login/stored-sessions.ts';
import { namesOn, type Roles } from '../../profiles/profile-kind.ts';
import { formatLocal } from '../../session/duration-and-expiry.ts';
import { holderOf, leftOf, mfaAgeOf, sessionTable, stateOf, toneOf } from './session-table.ts';

export interface SessionLine {
  tone: Tone;
  text: string;
}

/** @param columns that a line may take; Infinity if there is no terminal */
export function sessionLines(
  sessions: readonly StoredSession[],
  roles: Roles,
  columns: number,
): SessionLine[] {
  if (sessions.length === 0) return [];
  const table = sessionTable(sessions, columns);
  if (!table) return sessions.flatMap((session) => sessionBlock(session, roles));
  const [heading = '', ...rows] = table;
  return [
    plain(heading),
    ...sessions.map((session, at) => ({ tone: toneOf(session), text: rows[at] ?? '' })),
    ...sessions.flatMap(({ profile }) => {
      const names = namesOn(profile, roles).join(', ');
      return names === '' ? [] : [plain(`Role profiles that use [${profile}]: ${names}`)];
    }),
  ];
}

/** One session, a fact a line. */
export function sessionBlock(session: StoredSession, roles: Roles): SessionLine[] {
  const { profile, account, base, expiration } = session;
  const state = stateOf(session);
  const mfaAge = mfaAgeOf(session);
  const names = namesOn(profile, roles).join(', ');
  const facts = [
    state === 'valid' ? `${leftOf(session)} left` : STATES[state],
    expiration && `${session.secondsLeft === 0 ? 'since' : 'expires'} ${formatLocal(expiration)}`,
    mfaAge && `MFA ${mfaAge} ago`,
    account && `account ${account}`,
    holderOf(session),
    base && `base profile ${base}`,
    names && `role profiles ${names}`,
  ];
  return [{ tone: toneOf(session), text: profile }, ...facts.flatMap((fact) => (fact ? [plain(fact)] : []))];
}

const STATES = {
  incomplete: 'incomplete: no tool can use it',
  unknown: 'expiry unknown',
  expired: 'expired',
} as const;

function plain(text: string): SessionLine {
  return { tone: 'plain', text };
}
