/** Prints sessions as a table, or returns undefined if there is no room for one. */
import { formatDay, formatLocal, formatNear } from '../../session/local-time.ts';
import { holderOf, leftOf, mfaAgeOf } from './session-words.ts';
import type { StoredSession } from '../../login/stored-sessions.ts';
import { padded, shortened, textWidth } from '../../text/columns.ts';

const HEADINGS = ['PROFILE', 'ACCOUNT', 'FOR', 'MFA AGE', 'LEFT', 'UNTIL'];
/** Devices have names as long as people like. */
const HOLDER = HEADINGS.indexOf('FOR');
const SHORTEST_HOLDER = 12;
const GAP = '  ';

type Row = readonly string[];
type Until = (expiration: Date, session: StoredSession) => string;

/**
 * The heading, and a row for each session. Where they are too wide, the time is told more shortly, then the names of
 * devices are cut.
 * @param columns that a row may take
 * @returns nothing where there is no room for that
 */
export function sessionTable(sessions: readonly StoredSession[], columns: number): string[] | undefined {
  const usual = rowsOf(sessions, formatLocal);
  if (widthOf(usual) <= columns) return usual.map(drawnIn(usual));
  const short = rowsOf(sessions, shortUntil);
  const room = columnWidth(short, HOLDER) - Math.max(0, widthOf(short) - columns);
  if (room < Math.min(SHORTEST_HOLDER, columnWidth(short, HOLDER))) return undefined;
  const cut = short.map((row) => row.map((cell, at) => (at === HOLDER ? shortened(cell, room) : cell)));
  return cut.map(drawnIn(cut));
}

/** Of a session that is over the day will do. */
function shortUntil(expiration: Date, { secondsLeft }: StoredSession): string {
  return secondsLeft === 0 ? formatDay(expiration) : formatNear(expiration);
}

function rowsOf(sessions: readonly StoredSession[], until: Until): Row[] {
  const rows = sessions.map((session) => [
    session.profile,
    session.account ?? '-',
    holderOf(session) ?? '-',
    mfaAgeOf(session) ?? '-',
    leftOf(session),
    session.expiration ? until(session.expiration, session) : '-',
  ]);
  return [HEADINGS, ...rows];
}

function columnWidth(rows: readonly Row[], at: number): number {
  return rows.reduce((widest, row) => Math.max(widest, textWidth(row[at] ?? '')), 0);
}

function widthOf(rows: readonly Row[]): number {
  return HEADINGS.reduce((sum, _, at) => sum + columnWidth(rows, at), GAP.length * (HEADINGS.length - 1));
}

function drawnIn(rows: readonly Row[]): (row: Row) => string {
  const widths = HEADINGS.map((_, at) => columnWidth(rows, at));
  return (row) =>
    row
      .map((cell, at) => padded(cell, widths[at] ?? 0))
      .join(GAP)
      .trimEnd();
}
