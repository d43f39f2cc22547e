/**
 * `aws-mfa protect`: moves the access key of a base profile from the credentials file to a store, which tools read by a
 * `credential_process` that needs nothing of aws-mfa. `--undo` moves it back.
 */
import { keysOf } from '../../aws/base-keys.ts';
import type { Context } from '../../context.ts';
import { AwsMfaError, outputFailed } from '../../errors.ts';
import { openFiles } from '../../login/ensure-session.ts';
import { keyContextOf } from '../../login/find-device.ts';
import { keyPlace, sectionsWithCommand } from '../../login/key-place.ts';
import type { OpenedFiles } from '../../login/plan-session.ts';
import { SeveralBases } from '../../profiles/base-errors.ts';
import { profileFlag, profilesOf, settingOf } from '../../profiles/profile.ts';
import { resolveBaseWithKeys, type ResolvedBase } from '../../profiles/resolve-base.ts';
import { chooseRegion } from '../../session/region.ts';
import { sharedFilePaths } from '../../shared-files/read-shared-files.ts';
import { firstGiven, ofFlag } from '../../source.ts';
import { chooseStore } from '../../stores/keep-key.ts';
import { STORE_NAMES, type StoreName } from '../../stores/store-names.ts';
import { canBeEntry, entryOf, STORES, type Entry } from '../../stores/stores.ts';
import { shellCommand } from '../../text/shell-command.ts';
import { moveToFile, moveToStore, storeTitle, type Move } from './move.ts';
import { checkWrites, PROCESS } from './move-edits.ts';
import { protectKey, unprotectKey } from './move-key.ts';
import { dryRunLines, protectionJson, protectionLines, type Protection } from './protect-report.ts';

/** The options as typed. */
export interface ProtectOptions {
  profile?: string;
  store?: string;
  region?: string;
  /** Move the key back into the credentials file. */
  undo?: boolean;
  /** Without a question. */
  yes?: boolean;
  dryRun?: boolean;
  json?: boolean;
  debug?: boolean;
}

/** @throws AwsMfaError of every kind; it says where the key is, unless nothing has changed */
export async function protect(options: ProtectOptions, context: Context): Promise<void> {
  const { output } = context;
  const wanted = storeName(options);
  if (options.dryRun) return dryRun(options, wanted, context);
  const path = sharedFilePaths(context.environment, context.files.home).credentials;
  // A rotation at the same time would change the key.
  const done = await context.files.inTurn({ path, name: 'rotate' }, () => run(options, wanted, context));
  if (options.json) output.printJson(protectionJson(done));
  else {
    const [first, ...others] = protectionLines(done);
    output.say('result', first);
    others.forEach((line) => output.say('plain', line));
  }
  const lost = await output.lost();
  if (lost !== undefined) throw outputFailed('The access key is where it should be. The result', lost);
}

async function dryRun(
  options: ProtectOptions,
  wanted: StoreName | undefined,
  { output, ...context }: Context,
): Promise<void> {
  const isUndo = options.undo === true;
  const prepared = await prepare(options, wanted, { ...context, output });
  if ('move' in prepared) await checkWrites(prepared.move, isUndo, { ...context, output });
  const state = 'move' in prepared ? protectionOf(prepared.move, isUndo, false) : prepared.done;
  const lines = 'move' in prepared ? dryRunLines(prepared.move, isUndo) : protectionLines(state);
  if (options.json) output.printJson({ dry_run: true, ...protectionJson(state) });
  else lines.forEach((line) => output.say('plain', line));
}

/** @throws AwsMfaError `usage` */
function storeName({ store, undo }: ProtectOptions): StoreName | undefined {
  if (store !== undefined && undo)
    throw new AwsMfaError('conflicting_options', '--store and --undo cannot be combined.', 'Omit --store.');
  const name = STORE_NAMES.find((each) => each === store);
  if (name !== undefined || store === undefined) return name;
  throw new AwsMfaError('invalid_value', `--store must be one of: ${STORE_NAMES.join(', ')}.`);
}

async function run(
  options: ProtectOptions,
  wanted: StoreName | undefined,
  context: Context,
): Promise<Protection> {
  const isUndo = options.undo === true;
  const prepared = await prepare(options, wanted, context);
  if ('done' in prepared) return prepared.done;
  const { base, move: planned } = prepared;
  await checkWrites(planned, isUndo, context);
  await agree(planned, options, context);
  const keys = await keysOf(base, context);
  const move = { ...planned, keys };
  if (isUndo) {
    await unprotectKey(move, context);
    return protectionOf(move, false, true);
  }
  return protectionOf(await protectKey(move, contextOf(move, options, context), context), true, true);
}

function protectionOf(
  { base, keys, file, paths, shownPaths, entry }: Move,
  isInStore: boolean,
  changed: boolean,
) {
  const { accessKeyId } = keys;
  const files = { path: paths[file], shownPath: shownPaths[file] };
  return { base, accessKeyId, ...files, entry: isInStore ? entry : undefined, changed };
}

/** What is to be done; or that the key is where it should be. */
type Prepared = { base: ResolvedBase; move: Move } | { done: Protection };

async function prepare(
  options: ProtectOptions,
  wanted: StoreName | undefined,
  context: Context,
): Promise<Prepared> {
  const opened = openFiles(context);
  const base = await findBase(options, opened, context);
  if (base.note !== undefined) context.output.say('note', base.note);
  const place = keyPlace(base, opened);
  const { path, shownPath, keys } = place;
  const { accessKeyId } = keys;
  const left = options.undo && !place.entry ? leftCommand(base.name, accessKeyId, opened) : place;
  if (place.entry && wanted !== undefined && wanted !== place.entry.store)
    throw inAnotherStore(place.base, place.entry, wanted);
  if (options.undo ? left?.entry === undefined : place.entry !== undefined)
    return { done: { base: base.name, accessKeyId, path, shownPath, entry: place.entry, changed: false } };
  if (options.undo && left?.entry)
    return { base, move: moveToFile(base.name, left.sections, left.entry, opened) };
  if (!canBeEntry(accessKeyId)) {
    const what = `The access key ID of [${base.name}] has other characters than letters and digits.`;
    throw new AwsMfaError('unusable_base', what, 'No store is asked for such a key. Those of AWS have none.');
  }
  const entry = { store: await chooseStore(wanted, context), accessKeyId };
  return { base, move: moveToStore(place, entry, opened) };
}

function inAnotherStore(base: string, { store }: Entry, wanted: StoreName): AwsMfaError {
  const undo = shellCommand('aws-mfa', 'protect', '--undo', ...profileFlag(base));
  return new AwsMfaError(
    'unusable_base',
    `The access key of [${base}] is already in ${STORES[store].title}.`,
    `To move it to ${STORES[wanted].title}, move it back first:\n${undo}`,
  );
}

/** Of a run that was interrupted: the key is in the file, and the command is still there. */
function leftCommand(
  base: string,
  accessKeyId: string,
  { files }: OpenedFiles,
): { entry: Entry; sections: string[] } | undefined {
  const command = settingOf(profilesOf(files).get(base), PROCESS)?.value;
  const entry = command === undefined ? undefined : entryOf(command);
  if (command === undefined || entry?.accessKeyId !== accessKeyId) return undefined;
  return { entry, sections: sectionsWithCommand(command, files.configFile) };
}

async function findBase(
  options: ProtectOptions,
  { files }: OpenedFiles,
  context: Context,
): Promise<ResolvedBase> {
  const { environment } = context;
  const profiles = profilesOf(files);
  const named = firstGiven(ofFlag(options.profile, '--profile'), environment.profile);
  try {
    return resolveBaseWithKeys(named, profiles, environment);
  } catch (error) {
    if (!(error instanceof SeveralBases) || environment.ci || options.yes || options.dryRun) throw error;
    const chosen = await (await import('../../login/choose-base.ts')).chooseBase(error, context);
    if (chosen === undefined) throw error;
    return resolveBaseWithKeys(named, profiles, environment, chosen);
  }
}

async function agree(move: Move, options: ProtectOptions, context: Context): Promise<void> {
  if (options.yes) return;
  const { ci } = context.environment;
  const questions = ci ? undefined : await context.terminal.openQuestions();
  const undo = options.undo ? ['--undo'] : [];
  if (!questions) {
    throw new AwsMfaError(
      'nobody_to_ask',
      `The access key of [${move.base}] is moved only with your consent, but ${ci ? 'CI is set' : 'there is no terminal'}.`,
      `To move it without a question:\n${shellCommand('aws-mfa', 'protect', ...undo, '--yes', ...profileFlag(move.base))}`,
    );
  }
  try {
    if (await questions.askYesNo(question(move, options.undo === true))) return;
  } finally {
    questions.close();
  }
  throw new AwsMfaError('cancelled', 'Canceled; nothing was written.');
}

function question({ base, keys, names, shownPaths, file, entry }: Move, isUndo: boolean): string {
  const key = `access key …${keys.accessKeyId.slice(-4)} of [${base}]`;
  const others = names.length > 1 ? ` ${names.length} profiles use it.` : '';
  return isUndo
    ? `Move the ${key} from ${storeTitle({ entry })} back to ${shownPaths[file]}, in plain text?${others}`
    : `Move the ${key} from ${shownPaths[file]} to ${STORES[entry.store].title}?${others}`;
}

function contextOf(move: Move, { region: flag }: ProtectOptions, context: Context) {
  const { environment } = context;
  const profile = profilesOf(move.files).get(move.base);
  const settings = [environment.region, settingOf(profile, 'region')];
  const serial = settingOf(profile, 'mfa_serial')?.value ?? '';
  const { region, note } = chooseRegion(ofFlag(flag, '--region'), settings, serial);
  if (note !== undefined) context.output.say('note', note);
  return keyContextOf({ name: move.base, keys: move.keys }, region, move, environment);
}
