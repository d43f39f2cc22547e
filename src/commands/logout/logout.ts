/** `aws-mfa logout`: removes the keys that a login wrote to the credentials file, and nothing else. */
import { AwsMfaError } from '../../errors.ts';
import { readIni } from '../../shared-files/read-ini.ts';
import { ownValues } from '../../shared-files/section-values.ts';
import { livesOnNotes, removedLine } from './logout-report.ts';
import { logoutEdits, ourSections, takeOutSessions } from './our-session.ts';
import { profilesOf } from '../../profiles/profile.ts';
import {
  abbreviateHome,
  sharedFilePaths,
  readSharedFiles,
  type ReadFiles,
} from '../../shared-files/read-shared-files.ts';
import type { Environment } from '../../environment.ts';
import { firstGiven, type Sourced } from '../../source.ts';
import { findSession, nameGiven, storedSessions, type StoredSession } from '../../login/stored-sessions.ts';
import { checkEdit, saveEdit, type ApplyEdits } from '../../shared-files/edit-shared-file.ts';
import type { Context } from '../../context.ts';

/** The options as typed. */
export interface LogoutOptions {
  profile?: string;
  all?: boolean;
  debug?: boolean;
}

/**
 * @param name the word behind the command
 * @throws AwsMfaError `usage` or `configuration`; the file is then as it was
 */
export async function logout(
  name: string | undefined,
  options: LogoutOptions,
  context: Context,
): Promise<void> {
  const path = sharedFilePaths(context.environment, context.files.home).credentials;
  const shownPath = abbreviateHome(path, context.files.home);
  const files = readSharedFiles(sharedFilePaths(context.environment, context.files.home), context.files);
  const sessions = storedSessions(files.credentials, context.clock.now());
  const sections = sectionsToClear(
    { given: nameGiven(name, options.profile), all: options.all === true },
    files,
    sessions,
    context.environment,
  );
  if (sections.length === 0) {
    context.output.say(
      'result',
      `There is no session of ours to take out of ${shownPath}; nothing was changed.`,
    );
    return;
  }
  await context.files.probeWrite(path);
  const edits = logoutEdits(sections);
  let text = '';
  // What is in the file now is known from the edit: once that is made, no look at the file can turn it into a failure.
  const takeOut: ApplyEdits = (bytes) => (text = takeOutSessions(bytes, sections));
  checkEdit({ path, edits, apply: takeOut }, context);
  const seen = files.credentialsFile.bytes;
  const notes = await saveEdit({ kind: 'credentials', path, edits, seen, apply: takeOut }, context);
  const left = ownValues(readIni(text));
  sections.forEach((section) =>
    context.output.say('result', removedLine(section, section in left, shownPath)),
  );
  notes.forEach((note) => context.output.say('note', note));
  const out = new Set(sections);
  const removed = sessions.filter(({ profile }) => out.has(profile));
  livesOnNotes(removed, context.clock.now()).forEach((note) => context.output.say('note', note));
}

function sectionsToClear(
  { given, all }: { given: Sourced<string> | undefined; all: boolean },
  files: ReadFiles,
  sessions: readonly StoredSession[],
  environment: Environment,
): string[] {
  const ours = ourSections(files.credentialsFile);
  if (all) {
    if (!given) return ours;
    throw new AwsMfaError(
      'conflicting_options',
      '--all and a name exclude each other.',
      'Leave out one of the two.',
    );
  }
  // What a half-removed session left behind is found by its section alone.
  if (given && ours.includes(given.value)) return [given.value];
  const named = firstGiven(given, environment.profile);
  const { credentials } = files;
  const stored = { sessions, profiles: profilesOf(files), credentials, environment };
  const session = findSession(named, stored);
  if (!session || ours.includes(session.profile)) return session ? [session.profile] : [];
  throw new AwsMfaError(
    'not_our_session',
    `The session in [${session.profile}] is another tool's; only what aws-mfa wrote is taken out.`,
    'Use that tool to end it, or remove the section by hand.',
  );
}
