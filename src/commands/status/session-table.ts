/**
 * Describes sessions as a table if the terminal is wide enough, else as a few lines each; and as JSON. No secrets.
 */
import {
  formatDay,
  formatLocal,
  formatNear,
  formatDuration,
  formatExpiry,
} from '../../session/duration-and-expiry.ts';
import type { Tone } from '../../context.ts';
import type { StoredSession } from '../../login/stored-sessions.ts';
import { padded, shortened, textWidth } from '../../text/columns.ts';
import { namesOn, type Roles } from '../../profiles/profile-kind.ts';

const HEADINGS = ['PROFILE', 'ACCOUNT', 'MFA/ROLE', 'MFA AGE', 'LEFT', 'EXPIRES'];
/** The column that is shortened first, because a device's name may be long. */
const HOLDER = HEADINGS.indexOf('MFA/ROLE');
const SHORTEST_HOLDER = 12;
const GAP = '  ';

type Row = readonly string[];
type ShowTime = (expiration: Date, session: StoredSession) => string;

/**
 * The heading, and a row for each session. If they are too wide, the time is shortened, then the devices' names.
 * @param columns that a row may take
 * @returns undefined if they do not fit
 */
export function sessionTable(sessions: readonly StoredSession[], columns: number): string[] | undefined {
  const usual = rowsOf(sessions, formatLocal);
  if (widthOf(usual) <= columns) return usual.map(drawnIn(usual));
  const short = rowsOf(sessions, shortTime);
  const room = columnWidth(short, HOLDER) - Math.max(0, widthOf(short) - columns);
  if (room < Math.min(SHORTEST_HOLDER, columnWidth(short, HOLDER))) return undefined;
  const cut = short.map((row) => row.map((cell, at) => (at === HOLDER ? shortened(cell, room) : cell)));
  return cut.map(drawnIn(cut));
}

/** The day alone for an expired session. */
function shortTime(expiration: Date, { secondsLeft }: StoredSession): string {
  return secondsLeft === 0 ? formatDay(expiration) : formatNear(expiration);
}

function rowsOf(sessions: readonly StoredSession[], showTime: ShowTime): Row[] {
  const rows = sessions.map((session) => [
    session.profile,
    session.account ?? '-',
    holderOf(session) ?? '-',
    mfaAgeOf(session) ?? '-',
    leftOf(session),
    session.expiration ? showTime(session.expiration, session) : '-',
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

/** `unknown`: its expiry. */
function stateOf({ isWhole, secondsLeft }: StoredSession) {
  if (!isWhole) return 'incomplete';
  if (secondsLeft === undefined) return 'unknown';
  return secondsLeft === 0 ? 'expired' : 'valid';
}

/** `11h 0m`, or why there is no such time. */
function leftOf(session: StoredSession): string {
  const state = stateOf(session);
  return state === 'valid' ? formatDuration(session.secondsLeft ?? 0) : state;
}

/** `1h 2m`; undefined if it is unknown, and for an expired session. */
function mfaAgeOf({ mfaAge, secondsLeft }: StoredSession): string | undefined {
  return mfaAge === undefined || secondsLeft === 0 ? undefined : formatDuration(mfaAge);
}

/** `mfa/alice`, `role/admin`, or the serial number of a hardware token: an ARN without its account. */
function holderOf({ role, device }: StoredSession): string | undefined {
  return (role ?? device)?.replace(/^arn:(?:[^:]*:){4}/, '');
}

/** Seconds below which a login would get a new session: its default limit; a role's session is the shorter one. */
const SOON = { ofUser: 3600, ofRole: 900 } as const;

/** The mark and color by which a session is shown. */
export function toneOf(session: StoredSession): Tone {
  const state = stateOf(session);
  if (state !== 'valid') return state === 'unknown' ? 'note' : 'error';
  const { secondsLeft = 0, role } = session;
  return secondsLeft > (role === undefined ? SOON.ofUser : SOON.ofRole) ? 'result' : 'warning';
}

/** @param selected the section whose session `AWS_PROFILE` leads to */
export function sessionJson(
  session: StoredSession,
  roles: Roles,
  selected: string | undefined,
): Record<string, unknown> {
  return {
    profile: session.profile,
    source_profile: session.base ?? null,
    account: session.account ?? null,
    serial_number: session.device ?? null,
    role_arn: session.role ?? null,
    expiration: session.expiration ? formatExpiry(session.expiration) : null,
    seconds_left: session.secondsLeft ?? null,
    mfa_age_seconds: session.mfaAge ?? null,
    complete: session.isWhole,
    selected: session.profile === selected,
    role_profiles: namesOn(session.profile, roles),
  };
}

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
