/** What is said at a login about the state of the credentials file: all of it once, then one line. */
import type { FaultKind, IniFault } from '../ini/ini-faults.ts';

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
