/** What is said of the state of the files: what some tool may not be able to read, and roles that cannot work. */
import { faultsOf } from '../../domain/ini/faults-of.ts';
import { allFileNotes, fileNotes, misleadingNotes } from '../../domain/report/file-notes.ts';
import { roleNotes } from '../../domain/report/role-notes.ts';
import { profilesOf } from '../../domain/profiles/profile.ts';
import { rolesBySection } from '../../domain/profiles/role-profiles.ts';
import type { SessionPlan } from '../../domain/session/plan-session.ts';
import type { ReadFiles } from '../files/read-shared-files.ts';
import type { Say } from '../person/say.ts';

/** @param isFirst whether no session of ours stands in the file yet: then it is said in full */
export function warnOfFile({ credentialsFile }: ReadFiles, path: string, isFirst: boolean, say: Say): void {
  fileNotes(faultsOf(credentialsFile), path, isFirst).forEach((note) => say('warning', note));
}

/** Role profiles that will not get by with the session that is about to be written. */
export function noteRoles(files: ReadFiles, { mfaProfile, role }: SessionPlan, say: Say): void {
  if (!role) roleNotes(mfaProfile, rolesBySection(profilesOf(files))).forEach((note) => say('note', note));
}

/** Every fault, small ones too. */
export function listFaults({ credentialsFile }: ReadFiles, path: string, say: Say): void {
  allFileNotes(faultsOf(credentialsFile), path).forEach((note) => say('note', note));
}

/** Where the profiles make no sense, a file that is missing or a line that led astray may be why. */
export function warnOfMisleading(
  { credentialsFile, hasCredentialsFile }: ReadFiles,
  path: string,
  say: Say,
): void {
  if (!hasCredentialsFile) say('warning', `There is no file ${path}.`);
  misleadingNotes(faultsOf(credentialsFile), path).forEach((note) => say('warning', note));
}
