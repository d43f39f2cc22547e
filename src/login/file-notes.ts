/** Notes about the files: lines that some tool cannot read, and role profiles that cannot use the session. */
import { adviceText } from '../errors.ts';
import { faultsOf } from '../shared-files/tool-differences.ts';
import { profilesOf } from '../profiles/profile.ts';
import { rolesBySection } from '../profiles/profile-kind.ts';
import type { LoginPlan } from './plan-session.ts';
import type { OpenedFiles } from '../shared-files/read-shared-files.ts';
import type { Say } from '../context.ts';
import { HEADER_FAULTS, type FaultKind, type IniFault } from '../shared-files/ini-faults.ts';
import { profileFaults } from '../shared-files/profile-faults.ts';
import { roleNotes } from './role-checks.ts';

/** Before a session is written: what some tool gives up at, and role profiles. In full before the first one only. */
export function warnOfFile(plan: LoginPlan, say: Say): void {
  const path = plan.shownPaths.credentials;
  const serious = faultsOf(plan.files.credentialsFile).filter(isSerious);
  if (!plan.stored?.has('x_source_profile')) {
    allFileNotes(serious, path).forEach((note) => say('warning', note));
    noteRoles(plan, say);
  } else if (serious.length > 0) {
    say('warning', `Some tools cannot read ${path}. For details: \`aws-mfa doctor\``);
  }
}

/** Role profiles that do not work with the session that is about to be written. */
export function noteRoles({ files, mfaProfile, role }: LoginPlan, say: Say): void {
  if (role) return;
  const roles = rolesBySection(profilesOf(files)).get(mfaProfile) ?? [];
  roleNotes(mfaProfile, roles).forEach((note) => say('note', adviceText(note)));
}

/** After an error about profiles: a missing file or a misread line may be the cause. */
export function warnOfMisleading({ files, shownPaths: { credentials: path } }: OpenedFiles, say: Say): void {
  if (!files.hasCredentialsFile) say('warning', `${path} does not exist.`);
  const faults = faultsOf(files.credentialsFile);
  const misleading = faults.filter((fault) => isSerious(fault) || HEADER_FAULTS.has(fault.kind));
  const wrongFile = profileFaults(files.credentialsFile, 'credentials');
  allFileNotes([...misleading, ...wrongFile], path).forEach((note) => say('warning', note));
}

export function allFileNotes(faults: readonly IniFault[], path: string): string[] {
  return faults.map((fault) => `${describeFault(fault, `${path}, line ${fault.line}`)}\n${fault.hint}`);
}

/** Whether some tool cannot read the file at all. */
export function isSerious({ stopsAwsCli, kind }: IniFault): boolean {
  return stopsAwsCli || STOPS_ANOTHER_TOOL.has(kind);
}

const STOPS_ANOTHER_TOOL: ReadonlySet<FaultKind> = new Set<FaultKind>([
  'carriage-return',
  'key-with-colon',
  'name-refused',
]);

/** @param place `~/.aws/config, line 7` */
export function describeFault({ what, tools }: Pick<IniFault, 'what' | 'tools'>, place: string): string {
  return `${place}: ${what} (${tools}).`;
}
