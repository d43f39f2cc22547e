/** Prints sessions as a table if the terminal is wide enough, else as a few lines each. */
import { formatLocal } from '../../session/duration-and-expiry.ts';
import { sessionTable, holderOf, leftOf, mfaAgeOf, urgencyOf, type Urgency } from './session-table.ts';
import type { StoredSession } from '../../login/stored-sessions.ts';

export interface SessionLine {
  /** Of the session that begins here; nothing for a heading, and for what goes with the line before it. */
  urgency: Urgency | undefined;
  text: string;
}

/** The names of the role profiles that rest on a section. */
export type RolesOn = (section: string) => readonly string[];

/** @param columns that a text may take; endless where there is no terminal */
export function sessionLines(
  sessions: readonly StoredSession[],
  rolesOn: RolesOn,
  columns: number,
): SessionLine[] {
  if (sessions.length === 0) return [];
  const table = sessionTable(sessions, columns);
  if (!table) return sessions.flatMap((session) => sessionBlock(session, rolesOn));
  const [heading = '', ...rows] = table;
  const roles = sessions.flatMap(({ profile }) =>
    listed(`Role profiles that rest on [${profile}]`, rolesOn(profile)),
  );
  return [
    goesWith(heading),
    ...sessions.map((session, at) => ({ urgency: urgencyOf(session), text: rows[at] ?? '' })),
    ...roles.map(goesWith),
  ];
}

/** One session by itself, a thought a line. */
export function sessionBlock(session: StoredSession, rolesOn: RolesOn): SessionLine[] {
  const { profile, account, base, expiration, secondsLeft } = session;
  const mfaAge = mfaAgeOf(session);
  const lines = [
    spoken(session),
    labeled(secondsLeft === 0 ? 'since' : 'until', expiration && formatLocal(expiration)),
    labeled('MFA', mfaAge && `${mfaAge} ago`),
    labeled('account', account),
    holderOf(session),
    labeled('base profile', base),
    ...listed('role profiles on it', rolesOn(profile)),
  ];
  return [
    { urgency: urgencyOf(session), text: profile },
    ...lines.filter((text) => text !== undefined).map(goesWith),
  ];
}

function labeled(label: string, value: string | undefined): string | undefined {
  return value && `${label} ${value}`;
}

function goesWith(text: string): SessionLine {
  return { urgency: undefined, text };
}

function listed(what: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`${what}: ${names.join(', ')}`];
}

function spoken(session: StoredSession): string {
  if (!session.isWhole) return 'incomplete: no tool can use it';
  if (session.secondsLeft === undefined) return 'how long it lasts is unknown';
  return session.secondsLeft === 0 ? 'expired' : `${leftOf(session)} left`;
}
