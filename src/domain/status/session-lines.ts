/** The sessions as lines: a table where the terminal is wide enough for it, else some lines for each of them. */
import { formatLocal } from '../report/local-time.ts';
import { formatDuration } from '../session/duration.ts';
import type { StoredSession } from './stored-sessions.ts';
import { padded, textWidth } from './text-width.ts';
import { urgencyOf, type Urgency } from './urgency.ts';

export interface SessionLine {
  /** Of the session that begins here; nothing for a heading, and for what goes with the line before it. */
  urgency: Urgency | undefined;
  text: string;
}

const HEADINGS = ['PROFILE', 'ACCOUNT', 'FOR', 'LEFT', 'UNTIL'];
const GAP = '  ';
/** Columns for the mark ahead of each line. */
const MARK = 2;

/** @param columns of the terminal; nothing where it is none, and lines may be as long as they like */
export function sessionLines(sessions: readonly StoredSession[], columns: number | undefined): SessionLine[] {
  if (sessions.length === 0) return [];
  const table = tableLines(sessions);
  const width = MARK + Math.max(...table.map(({ text }) => textWidth(text)));
  return columns === undefined || width <= columns ? table : sessions.flatMap(sessionBlock);
}

function tableLines(sessions: readonly StoredSession[]): SessionLine[] {
  const rows = sessions.map((session) => [
    session.profile,
    session.account ?? '-',
    holder(session) ?? '-',
    left(session),
    session.expiration ? formatLocal(session.expiration) : '-',
  ]);
  const widths = HEADINGS.map((heading, at) =>
    Math.max(...[heading, ...rows.map((row) => row[at] ?? '')].map(textWidth)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, at) => padded(cell, widths[at] ?? 0))
      .join(GAP)
      .trimEnd();
  return [
    { urgency: undefined, text: line(HEADINGS) },
    ...sessions.map((session, at) => ({ urgency: urgencyOf(session), text: line(rows[at] ?? []) })),
  ];
}

/** One session by itself, a thought a line. */
export function sessionBlock(session: StoredSession): SessionLine[] {
  const { profile, account, expiration } = session;
  const who = holder(session);
  const lines = [
    spoken(session),
    ...(expiration ? [`until ${formatLocal(expiration)}`] : []),
    ...(account === undefined ? [] : [`account ${account}`]),
    ...(who === undefined ? [] : [who]),
  ];
  return [
    { urgency: urgencyOf(session), text: profile },
    ...lines.map((text) => ({ urgency: undefined, text })),
  ];
}

function left({ isWhole, secondsLeft }: StoredSession): string {
  if (!isWhole) return 'incomplete';
  if (secondsLeft === undefined) return 'unknown';
  return secondsLeft === 0 ? 'expired' : formatDuration(secondsLeft);
}

function spoken(session: StoredSession): string {
  if (!session.isWhole) return 'incomplete: no tool can use it';
  if (session.secondsLeft === undefined) return 'how long it lasts is unknown';
  return session.secondsLeft === 0 ? 'expired' : `${left(session)} left`;
}

/** `mfa/alice`, `role/admin`, or the serial number of a key fob: what stands behind the account. */
function holder({ role, device }: StoredSession): string | undefined {
  return (role ?? device)?.replace(/^arn:(?:[^:]*:){4}/, '');
}
