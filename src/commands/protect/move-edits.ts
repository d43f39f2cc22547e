/** Writes and removes the lines of a moving key in the two files, and looks which of them are there. */
import type { Context } from '../../context.ts';
import { PROCESS } from '../../login/key-place.ts';
import { commandRemoval, hasKey, keyLines, SAMPLE, saveStep, type Step } from '../../login/write-key.ts';
import { configHeader, profilesOf } from '../../profiles/profile.ts';
import { checkEdit } from '../../shared-files/edit-shared-file.ts';
import type { SectionEdit } from '../../shared-files/edit-section.ts';
import { readSharedFiles } from '../../shared-files/read-shared-files.ts';
import { ownValues } from '../../shared-files/section-values.ts';
import { readCommand } from '../../stores/stores.ts';
import type { Move } from './move.ts';

const KEY_NAMES = ['aws_access_key_id', 'aws_secret_access_key'];

/** The sections of the config file for the command. */
export function commandHeaders({ names, files }: Move): string[] {
  return names.map((name) => configHeader(name, profilesOf(files)));
}

/** In the config file, keys and command are lines of the same section, and change in one write. */
export function commandEdits(move: Move): SectionEdit[] {
  const drop = move.file === 'config' ? KEY_NAMES : [];
  const command = readCommand(move.entry);
  return commandHeaders(move).map((section) => ({ section, set: [[PROCESS, command]], drop }));
}

export function keyRemovals({ names }: Move): SectionEdit[] {
  return names.map((section) => ({ section, set: [], drop: KEY_NAMES }));
}

function keyAdditions({ names, keys }: Move): SectionEdit[] {
  return names.map((section) => ({ section, set: keyLines(keys), drop: [] }));
}

/** Tries the writes. @throws AwsMfaError `configuration` */
export async function checkWrites(move: Move, isUndo: boolean, context: Context): Promise<void> {
  const { config, credentials } = move.paths;
  await context.files.probeWrite(config);
  if (!isUndo) checkEdit({ kind: 'config', path: config, edits: commandEdits(move) }, context);
  if (move.file === 'config') return;
  await context.files.probeWrite(credentials);
  // The secret is still in the store.
  const keys = { ...move.keys, secretAccessKey: SAMPLE.secretAccessKey };
  const edits = isUndo ? keyAdditions({ ...move, keys }) : keyRemovals(move);
  checkEdit({ kind: 'credentials', path: credentials, edits }, context);
}

/** The steps; each throws AwsMfaError `configuration` also if another program has just changed what it is about. */
export function writeCommand(move: Move, context: Context): Promise<void> {
  const before = ownValues(move.files.configFile);
  const fits: Step['fits'] = (now, section) =>
    [before[section]?.[PROCESS], readCommand(move.entry)].includes(now[PROCESS]);
  return saveStep({ kind: 'config', edits: commandEdits(move), fits }, move, context);
}

/** Removes that very key. */
export function removeKeyLines(move: Move, context: Context): Promise<void> {
  const fits: Step['fits'] = (now) => hasKey(now, move.keys);
  return saveStep({ kind: 'credentials', edits: keyRemovals(move), fits }, move, context);
}

/** Never replaces another key. */
export function writeKeyLines(move: Move, context: Context): Promise<void> {
  const fits: Step['fits'] = (now) => now['aws_access_key_id'] === undefined || hasKey(now, move.keys);
  return saveStep({ kind: 'credentials', edits: keyAdditions(move), fits }, move, context);
}

export function removeCommand(move: Move, context: Context): Promise<void> {
  return saveStep(commandRemoval(move.entry, commandHeaders(move)), move, context);
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
    const held = (move.file === 'config' ? headers : move.names).map((section) => keys[section] ?? {});
    return {
      inFile: held.every((values) => hasKey(values, move.keys)),
      isGone: held.every((values) => values['aws_access_key_id'] !== move.keys.accessKeyId),
      inConfig: headers.every((header) => config[header]?.[PROCESS] === readCommand(move.entry)),
    };
  } catch {
    return undefined;
  }
}
