/** `aws-mfa status`: lists the sessions and the time left of each. It reads the two files and works offline. */
import { AwsMfaError } from '../../errors.ts';
import { option, shellCommand } from '../../text/shell-command.ts';
import type { Environment } from '../../environment.ts';
import { profilesOf } from '../../profiles/profile.ts';
import { namesOn, restsOn, rolesBySection } from '../../profiles/role-profiles.ts';
import { abbreviateHome, sharedFilePaths } from '../../shared-files/paths.ts';
import type { Sourced } from '../../source.ts';
import { findSession, type Stored, storedSessions, type StoredSession } from '../../login/stored-sessions.ts';
import { selectedSession, selectionLine, selectionWarnings } from '../../login/selection.ts';
import { sessionJson, type Urgency } from './session-words.ts';
import { sessionBlock, sessionLines, type RolesOn, type SessionLine } from './session-lines.ts';
import { readStatusRequest, type StatusOptions } from './status-request.ts';
import { wrapped } from '../../text/columns.ts';
import { readSharedFiles, type ReadSharedFilesDeps } from '../../shared-files/read-shared-files.ts';
import type { Say, Tone } from '../../context.ts';

export interface StatusDeps extends ReadSharedFilesDeps {
  environment: Environment;
  /** The person's home folder. */
  home: string;
  now(): Date;
  say: Say;
  /** A line of the answer, with the mark and colour of its tone; all of them to standard output. */
  show: Say;
  /** Of the terminal that standard output is; nothing where it is none. */
  columns(): number | undefined;
  printJson(value: readonly Record<string, unknown>[]): void;
}

/** The exit code of `--check` where no session lasts long enough. */
const NONE = 1;

/**
 * @param name the word behind the command
 * @returns the exit code
 * @throws AwsMfaError `usage` or `configuration`
 */
export function status(name: string | undefined, options: StatusOptions, deps: StatusDeps): number {
  const request = readStatusRequest(name, options, deps.environment);
  const stored = readStored(deps);
  if (request.kind === 'check') {
    return lasts(findSession(request.named, stored), request.minRemaining, deps.now()) ? 0 : NONE;
  }
  const shown = request.kind === 'one' ? [named(request.named, stored)] : stored.sessions;
  if (request.json) printJson(shown, stored, deps);
  else if (request.kind === 'one') showOne(shown, stored, deps);
  else showAll(stored, deps);
  selectionWarnings(stored).forEach((warning) => deps.say('warning', wrapped(warning, room(deps))));
  return 0;
}

function readStored(deps: StatusDeps): Stored {
  const files = readSharedFiles(sharedFilePaths(deps.environment, deps.home), deps);
  return {
    sessions: storedSessions(files.credentials, deps.now()),
    profiles: profilesOf(files),
    credentials: files.credentials,
    environment: deps.environment,
  };
}

function lasts(session: StoredSession | undefined, minRemaining: number, now: Date): boolean {
  if (!session?.isWhole || !session.expiration) return false;
  return session.expiration.getTime() - now.getTime() > minRemaining * 1000;
}

function named(wanted: Sourced<string>, stored: Stored): StoredSession {
  const session = findSession(wanted, stored);
  if (session) return session;
  const base = restsOn(wanted.value, stored.profiles);
  throw new AwsMfaError(
    'no_session',
    `There is no session of "${wanted.value}".`,
    `To get one: ${shellCommand('aws-mfa', 'login', ...option('--profile', base))}`,
  );
}

function showAll(stored: Stored, deps: StatusDeps): void {
  const { sessions } = stored;
  if (sessions.length === 0) {
    const path = abbreviateHome(sharedFilePaths(deps.environment, deps.home).credentials, deps.home);
    show('note', `No session in ${path}. To get one: \`aws-mfa login\``, deps);
  }
  showLines(sessionLines(sessions, rolesIn(stored), room(deps)), deps);
  const selection = selectionLine(stored);
  if (selection !== undefined) show('note', selection, deps);
}

function showOne(shown: readonly StoredSession[], stored: Stored, deps: StatusDeps): void {
  const roles = rolesIn(stored);
  showLines(
    shown.flatMap((session) => sessionBlock(session, roles)),
    deps,
  );
}

function rolesIn({ profiles }: Stored): RolesOn {
  const roles = rolesBySection(profiles);
  return (section) => namesOn(section, roles);
}

/** The mark says the same as its colour, which not everybody sees. */
const TONES: Record<Urgency, Tone> = { good: 'result', soon: 'warning', over: 'error', unknown: 'note' };

function showLines(lines: readonly SessionLine[], deps: StatusDeps): void {
  lines.forEach(({ urgency, text }) => show(urgency ? TONES[urgency] : 'plain', text, deps));
}

function show(tone: Tone, text: string, deps: StatusDeps): void {
  deps.show(tone, wrapped(text, room(deps)));
}

/** The columns that are left beside a mark. */
function room(deps: StatusDeps): number {
  return (deps.columns() ?? Infinity) - MARK;
}

const MARK = 2;

function printJson(shown: readonly StoredSession[], stored: Stored, deps: StatusDeps): void {
  const selected = selectedSession(stored);
  const roles = rolesBySection(stored.profiles);
  deps.printJson(shown.map((session) => sessionJson(session, roles, selected)));
}
