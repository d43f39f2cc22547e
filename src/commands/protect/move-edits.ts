/** Writes and removes the lines of a moving key in the two files, and looks which of them are there. */
import type { Context } from '../../context.ts';
import { AwsMfaError } from '../../errors.ts';
import { configHeader } from '../../profiles/profile.ts';
import type { LongTermKeys } from '../../profiles/profile-kind.ts';
import { checkEdit, saveEdit } from '../../shared-files/edit-shared-file.ts';
import { editSections, type SectionEdit } from '../../shared-files/edit-section.ts';
import { readIni } from '../../shared-files/read-ini.ts';
import { readSharedFiles } from '../../shared-files/read-shared-files.ts';
import { removeKeys } from '../../shared-files/remove-keys.ts';
import { ownValues, type Values } from '../../shared-files/section-values.ts';
import type { SharedFileKind } from '../../source.ts';
import { readCommand } from '../../stores/stores.ts';
import type { Move } from './move.ts';

const KEY_NAMES = ['aws_access_key_id', 'aws_secret_access_key'];
export const PROCESS = 'credential_process';

/** The section of the config file for the command. Some files have `[profile default]`. */
export function commandHeader(name: string, { files }: Pick<Move, 'files'>): string {
  const header = configHeader(name);
  const written = `profile ${name}`;
  return files.config.has(written) && !files.config.has(header) ? written : header;
}

/** In the config file, keys and command are lines of the same section, and change in one write. */
export function commandEdits(move: Move): SectionEdit[] {
  const { names, entry, file } = move;
  return names.map((name) => ({
    section: commandHeader(name, move),
    set: [[PROCESS, readCommand(entry)]],
    drop: file === 'config' ? KEY_NAMES : [],
  }));
}

export function keyRemovals({ names }: Move): SectionEdit[] {
  return names.map((section) => ({ section, set: [], drop: KEY_NAMES }));
}

function keyAdditions({ names, keys }: Move): SectionEdit[] {
  return names.map((section) => ({
    section,
    set: [
      ['aws_access_key_id', keys.accessKeyId],
      ['aws_secret_access_key', keys.secretAccessKey],
    ],
    drop: [],
  }));
}

function commandRemovals(move: Move): SectionEdit[] {
  return commandHeaders(move).map((section) => ({ section, set: [], drop: [PROCESS] }));
}

function commandHeaders(move: Move): string[] {
  return move.names.map((name) => commandHeader(name, move));
}

const SAMPLE = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

/** Tries the writes. @throws AwsMfaError `configuration` */
export async function checkWrites(move: Move, isUndo: boolean, context: Context): Promise<void> {
  const { config, credentials } = move.paths;
  await context.files.probeWrite(config);
  if (!isUndo) checkEdit({ path: config, edits: commandEdits(move) }, context);
  if (move.file === 'config') return;
  await context.files.probeWrite(credentials);
  // The secret is still in the store.
  const keys = { ...move.keys, secretAccessKey: SAMPLE };
  const edits = isUndo ? keyAdditions({ ...move, keys }) : keyRemovals(move);
  checkEdit({ path: credentials, edits }, context);
}

/** The steps; each throws AwsMfaError `configuration` also if another program has just changed what it is about. */
export function writeCommand(move: Move, context: Context): Promise<void> {
  const before = ownValues(move.files.configFile);
  const isChanged = (now: Values, header: string) =>
    ![before[header]?.[PROCESS], readCommand(move.entry)].includes(now[header]?.[PROCESS]);
  const changed = (now: Values) => commandHeaders(move).find((header) => isChanged(now, header));
  return write({ kind: 'config', edits: commandEdits(move), changed }, move, context);
}

/** Removes that very key. */
export function removeKeyLines(move: Move, context: Context): Promise<void> {
  const changed = (now: Values) => move.names.find((name) => !hasKey(now[name], move.keys));
  return write({ kind: 'credentials', edits: keyRemovals(move), changed }, move, context);
}

/** Never replaces another key. */
export function writeKeyLines(move: Move, context: Context): Promise<void> {
  const isOther = (values: Values[string] | undefined) =>
    values?.['aws_access_key_id'] !== undefined && !hasKey(values, move.keys);
  const changed = (now: Values) => move.names.find((name) => isOther(now[name]));
  return write({ kind: 'credentials', edits: keyAdditions(move), changed }, move, context);
}

/** A section that has nothing else goes, too. */
export function removeCommand(move: Move, context: Context): Promise<void> {
  const headers = commandHeaders(move);
  const changed = (now: Values) =>
    headers.find((header) => ![undefined, readCommand(move.entry)].includes(now[header]?.[PROCESS]));
  const remove = (text: string) => removeKeys(text, headers, [PROCESS]);
  return write({ kind: 'config', edits: commandRemovals(move), changed, remove }, move, context);
}

interface Change {
  kind: SharedFileKind;
  edits: readonly SectionEdit[];
  /** The section that another program has changed. */
  changed: (now: Values) => string | undefined;
  /** Instead of making the edits. */
  remove?: (text: string) => string;
}

async function write(
  { kind, edits, changed, remove }: Change,
  { paths, files }: Move,
  context: Context,
): Promise<void> {
  const apply = (text: string) => {
    const section = changed(ownValues(readIni(text)));
    if (section === undefined) return remove ? remove(text) : editSections(text, edits);
    throw new AwsMfaError('file_changed', `Another program just changed [${section}].`, 'Try again.');
  };
  const { bytes: seen } = files[`${kind}File`];
  const notes = await saveEdit({ kind, path: paths[kind], edits, seen, apply }, context);
  notes.forEach((note) => context.output.say('note', note));
}

export function hasKey(values: Values[string] | undefined, keys: LongTermKeys): boolean {
  return (
    values?.['aws_access_key_id'] === keys.accessKeyId &&
    values['aws_secret_access_key'] === keys.secretAccessKey
  );
}

/** What the two files say now. */
export interface Whereabouts {
  /** Whether every profile has the key itself, which tools prefer. */
  inFile: boolean;
  /** Whether no profile has that access key ID itself. */
  isGone: boolean;
  /** Whether every profile has the command. */
  inConfig: boolean;
}

/** @returns undefined if a file cannot be read */
export function whereabouts(move: Move, context: Context): Whereabouts | undefined {
  try {
    const files = readSharedFiles(move.paths, context.files);
    const keys = ownValues(files[`${move.file}File`]);
    const config = ownValues(files.configFile);
    const headers = commandHeaders(move);
    const held = (move.file === 'config' ? headers : move.names).map((section) => keys[section]);
    return {
      inFile: held.every((values) => hasKey(values, move.keys)),
      isGone: held.every((values) => values?.['aws_access_key_id'] !== move.keys.accessKeyId),
      inConfig: headers.every((header) => config[header]?.[PROCESS] === readCommand(move.entry)),
    };
  } catch {
    return undefined;
  }
}
