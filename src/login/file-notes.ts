/**
 * Notes that a login prints about the files: lines that some tool cannot read, and role profiles that cannot use the
 * session.
 */
import { sourceName } from '../source.ts';
import { adviceText, type Advice } from '../errors.ts';
import { faultsOf } from '../shared-files/tool-differences.ts';
import { profilesOf, settingOf } from '../profiles/profile.ts';
import { rolesBySection, type Roles } from '../profiles/profile-kind.ts';
import type { LoginPlan } from './plan-session.ts';
import type { ReadFiles } from '../shared-files/read-shared-files.ts';
import type { Say } from '../context.ts';
import type { FaultKind, IniFault } from '../shared-files/ini-faults.ts';
import { ROLE_SECONDS } from '../session/duration-and-expiry.ts';

/** @param isFirst whether no session of ours stands in the file yet: then it is said in full */
export function warnOfFile({ credentialsFile }: ReadFiles, path: string, isFirst: boolean, say: Say): void {
  fileNotes(faultsOf(credentialsFile), path, isFirst).forEach((note) => say('warning', note));
}

/** Role profiles that will not get by with the session that is about to be written. */
export function noteRoles({ files, mfaProfile, role }: LoginPlan, say: Say): void {
  if (role) return;
  roleNotes(mfaProfile, rolesBySection(profilesOf(files))).forEach((note) => say('note', adviceText(note)));
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

/**
 * @param isFirst true where no session of ours stands in the file yet: the person sees it for the first time
 * @returns warnings; none for what no tool stumbles over
 */
export function fileNotes(faults: readonly IniFault[], path: string, isFirst: boolean): string[] {
  const serious = faults.filter(isSerious);
  if (isFirst) return serious.map((fault) => `${describe(fault, path)}\n${fault.mend}`);
  if (serious.length === 0) return [];
  return [`${count(serious.length)} about ${path}, which some tools cannot read: \`aws-mfa doctor\``];
}

/** Every fault, as `--dry-run` shows them. */
export function allFileNotes(faults: readonly IniFault[], path: string): string[] {
  return faults.map((fault) => `${describe(fault, path)}\n${fault.mend}`);
}

/** What may be why a file makes no sense as it was read: said ahead of the error that it led to. */
export function misleadingNotes(faults: readonly IniFault[], path: string): string[] {
  return allFileNotes(
    faults.filter((fault) => isSerious(fault) || MISLEADING.has(fault.kind)),
    path,
  );
}

const MISLEADING: ReadonlySet<FaultKind> = new Set<FaultKind>([
  'indented-header',
  'header-with-blanks',
  'header-with-tail',
  'default-section',
]);

/** Whether some tool gives the whole file up. */
export function isSerious({ stopsAwsCli, kind }: { stopsAwsCli: boolean; kind: string }): boolean {
  return stopsAwsCli || STOPS_ANOTHER_TOOL.has(kind);
}

const STOPS_ANOTHER_TOOL: ReadonlySet<string> = new Set<FaultKind>([
  'carriage-return',
  'key-with-colon',
  'name-refused',
]);

function describe(fault: IniFault, path: string): string {
  return describeFault(fault, `${path}, line ${fault.line}`);
}

/** @param place `~/.aws/config, line 7` */
export function describeFault({ what, tools }: Pick<IniFault, 'what' | 'tools'>, place: string): string {
  return `${place}: ${what} (${tools}).`;
}

function count(notes: number): string {
  return notes === 1 ? '1 note' : `${notes} notes`;
}

/**
 * @param mfaProfile the section that receives a user's own session
 * @returns notes, at most one of each kind
 */
export function roleNotes(mfaProfile: string, roles: Roles): Advice[] {
  const resting = roles.get(mfaProfile) ?? [];
  const named = (key: string, isAmiss: (value: string) => boolean) =>
    resting.map((profile) => {
      const setting = settingOf(profile, key);
      if (!setting || !isAmiss(setting.value)) return undefined;
      return sourceName(setting.source);
    });
  return [
    ...note(
      named('mfa_serial', () => true),
      `the session of [${mfaProfile}] has passed MFA already. With that line Go and Terraform refuse the profile, and the AWS CLI asks again.`,
      'Remove it.',
    ),
    // SDKs assume the role with the keys of a session, which AWS calls role chaining.
    ...note(
      named('duration_seconds', (value) => Number(value) > ROLE_SECONDS.usual),
      `a role that is assumed from a session lasts 3600 seconds at most, and AWS refuses more.`,
      'Remove it; for longer ones: `aws-mfa login --profile ROLE --mfa-profile NAME`',
    ),
  ];
}

function note(settings: readonly (string | undefined)[], why: string, hint: string): Advice[] {
  const found = settings.filter((from) => from !== undefined);
  return found.length > 0 ? [{ message: `${found.join(', ')}: ${why}`, hint }] : [];
}
