/** `aws-mfa status`: lists the sessions and the time left of each. It reads the two files and works offline. */
import { AwsMfaError } from '../../errors.ts';
import { option, shellCommand } from '../../text/shell-command.ts';
import { profilesOf } from '../../profiles/profile.ts';
import { namesOn, restsOn, rolesBySection } from '../../profiles/profile-kind.ts';
import { abbreviateHome, sharedFilePaths, readSharedFiles } from '../../shared-files/read-shared-files.ts';
import type { Sourced } from '../../source.ts';
import { findSession, type Stored, storedSessions, type StoredSession } from '../../login/stored-sessions.ts';
import { selectedSession, selectionLine, selectionWarnings } from '../../login/selection.ts';
import { sessionJson, type Urgency } from './session-table.ts';
import { sessionBlock, sessionLines, type RolesOn, type SessionLine } from './session-lines.ts';
import { readStatusRequest, type StatusOptions } from './status-request.ts';
import { wrapped } from '../../text/columns.ts';
import type { Context, Tone } from '../../context.ts';

/** The exit code of `--check` where no session lasts long enough. */
const NONE = 1;

/**
 * @param name the word behind the command
 * @returns the exit code
 * @throws AwsMfaError `usage` or `configuration`
 */
export function status(name: string | undefined, options: StatusOptions, context: Context): number {
  const request = readStatusRequest(name, options, context.environment);
  const stored = readStored(context);
  if (request.kind === 'check') {
    return lasts(findSession(request.named, stored), request.minRemaining, context.clock.now()) ? 0 : NONE;
  }
  const shown = request.kind === 'one' ? [named(request.named, stored)] : stored.sessions;
  if (request.json) printJson(shown, stored, context);
  else if (request.kind === 'one') showOne(shown, stored, context);
  else showAll(stored, context);
  selectionWarnings(stored).forEach((warning) =>
    context.output.say('warning', wrapped(warning, room(context))),
  );
  return 0;
}

function readStored(context: Context): Stored {
  const files = readSharedFiles(sharedFilePaths(context.environment, context.files.home), context.files);
  return {
    sessions: storedSessions(files.credentials, context.clock.now()),
    profiles: profilesOf(files),
    credentials: files.credentials,
    environment: context.environment,
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

function showAll(stored: Stored, context: Context): void {
  const { sessions } = stored;
  if (sessions.length === 0) {
    const path = abbreviateHome(
      sharedFilePaths(context.environment, context.files.home).credentials,
      context.files.home,
    );
    show('note', `No session in ${path}. To get one: \`aws-mfa login\``, context);
  }
  showLines(sessionLines(sessions, rolesIn(stored), room(context)), context);
  const selection = selectionLine(stored);
  if (selection !== undefined) show('note', selection, context);
}

function showOne(shown: readonly StoredSession[], stored: Stored, context: Context): void {
  const roles = rolesIn(stored);
  showLines(
    shown.flatMap((session) => sessionBlock(session, roles)),
    context,
  );
}

function rolesIn({ profiles }: Stored): RolesOn {
  const roles = rolesBySection(profiles);
  return (section) => namesOn(section, roles);
}

/** The mark says the same as its color, which not everybody sees. */
const TONES: Record<Urgency, Tone> = { good: 'result', soon: 'warning', over: 'error', unknown: 'note' };

function showLines(lines: readonly SessionLine[], context: Context): void {
  lines.forEach(({ urgency, text }) => show(urgency ? TONES[urgency] : 'plain', text, context));
}

function show(tone: Tone, text: string, context: Context): void {
  context.output.show(tone, wrapped(text, room(context)));
}

/** The columns that are left beside a mark. */
function room(context: Context): number {
  return context.output.columns() - MARK;
}

const MARK = 2;

function printJson(shown: readonly StoredSession[], stored: Stored, context: Context): void {
  const selected = selectedSession(stored);
  const roles = rolesBySection(stored.profiles);
  context.output.printJson(shown.map((session) => sessionJson(session, roles, selected)));
}
