/** `aws-mfa status`: lists the sessions and the time left of each. It reads the two files and works offline. */
import { AwsMfaError, conflict } from '../../errors.ts';
import { findSession, storedIn, type Stored, type StoredSession } from '../../login/stored-sessions.ts';
import { selectedSession, selectionLine, selectionWarnings } from '../../login/selection.ts';
import { restsOn, rolesBySection } from '../../profiles/profile-kind.ts';
import { nameGiven, settingOf, type Profiles } from '../../profiles/profile.ts';
import { checkRoleSettings } from '../../login/role-checks.ts';
import { parseMinRemaining } from '../../session/duration-and-expiry.ts';
import { openFiles } from '../../shared-files/read-shared-files.ts';
import type { Sourced } from '../../source.ts';
import { option, shellCommand } from '../../text/shell-command.ts';
import { entryOf, STORES } from '../../stores/stores.ts';
import { sessionBlock, sessionLines, type SessionLine, sessionJson } from './session-table.ts';
import type { Context } from '../../context.ts';

/** The options as typed. */
export interface StatusOptions {
  profile?: string;
  check?: boolean;
  minRemaining?: string;
  json?: boolean;
  debug?: boolean;
}

/** The exit code of `--check` if no session lasts long enough. */
const NONE = 1;

/** Columns of the mark before each line. */
const MARK = 2;

/**
 * @param name the argument
 * @returns the exit code
 * @throws AwsMfaError `usage` or `configuration`
 */
export async function status(
  name: string | undefined,
  options: StatusOptions,
  context: Context,
): Promise<number> {
  const { environment, output } = context;
  const named = nameGiven(name, options.profile);
  const minRemaining = leastRemaining(options);
  const opened = openFiles(context);
  const stored = storedIn(opened.files, environment, context.clock.now());
  const { sessions, profiles } = stored;
  if (options.check) {
    const { hasSession } = await import('./check.ts');
    const selected = named ?? environment.profile;
    return hasSession(selected, minRemaining, { stored, opened }, context) ? 0 : NONE;
  }
  const shown = named ? [sessionOf(named, stored)] : sessions;
  const roles = rolesBySection(profiles);
  if (options.json) {
    const selected = selectedSession(stored);
    output.printJson(shown.map((session) => sessionJson(session, roles, selected)));
  } else {
    const lines = named
      ? shown.flatMap((session) => sessionBlock(session, roles))
      : sessionLines(sessions, roles, output.columns() - MARK);
    if (sessions.length === 0) {
      const command = profiles.size === 0 && !environment.accessKeyId ? 'setup' : 'login';
      const hint = `To get one:\n${shellCommand('aws-mfa', command)}`;
      lines.push({ tone: 'note', text: `No session in ${opened.shownPaths.credentials}. ${hint}` });
    }
    lines.push(...keyLines(shown, profiles));
    const selection = named ? undefined : selectionLine(stored);
    if (selection !== undefined) lines.push({ tone: 'note', text: selection });
    lines.forEach(({ tone, text }) => output.show(tone, text));
  }
  selectionWarnings(stored).forEach((warning) => output.say('warning', warning));
  return 0;
}

/** Which access keys are in a store. */
function keyLines(sessions: readonly StoredSession[], profiles: Profiles): SessionLine[] {
  const bases = new Set(sessions.flatMap(({ base }) => base ?? []));
  return [...bases].flatMap((base) => {
    const command = settingOf(profiles.get(base), 'credential_process')?.value;
    const entry = command === undefined ? undefined : entryOf(command);
    const text = entry && `The access key of [${base}] is in ${STORES[entry.store].title}.`;
    return text ? [{ tone: 'plain', text }] : [];
  });
}

/** @returns seconds; @throws AwsMfaError `usage` */
function leastRemaining({ check, json, minRemaining }: StatusOptions): number {
  if (!check && minRemaining !== undefined) {
    throw new AwsMfaError(
      'invalid_usage',
      '--min-remaining requires --check.',
      'For example: `aws-mfa status --check --min-remaining 30m`',
    );
  }
  if (check && json) throw conflict('--check and --json');
  // Any session that has not expired is enough by default.
  return minRemaining === undefined ? 0 : parseMinRemaining(minRemaining);
}

function sessionOf(named: Sourced<string>, stored: Stored) {
  checkRoleSettings(named.value, stored.profiles);
  const session = findSession(named, stored);
  if (session) return session;
  const base = restsOn(named.value, stored.profiles);
  throw new AwsMfaError(
    'no_session',
    `Profile "${named.value}" has no session.`,
    `To get one:\n${shellCommand('aws-mfa', 'login', ...option('--profile', base))}`,
  );
}
