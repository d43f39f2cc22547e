/**
 * `aws-mfa protect`: moves the access key of a base profile from the credentials file to a store, which tools read by a
 * `credential_process` that needs nothing of aws-mfa. `--undo` moves it back.
 */
import { keysOf, type KeySource } from '../../aws/base-keys.ts';
import type { Context } from '../../context.ts';
import { AwsMfaError, conflict } from '../../errors.ts';
import { askConsent, type Consent, withChosenBase } from '../../login/ask-user.ts';
import { changeKey, checkForeignKey, type Result } from '../../login/key-command.ts';
import { givenProfile } from '../../login/login-request.ts';
import { ownKeyContext } from '../../login/find-device.ts';
import { placeText, keyPlace, leftCommand, type KeyPlace } from '../../login/key-place.ts';
import { profileFlag, profilesOf } from '../../profiles/profile.ts';
import { resolveBaseWithKeys, type ResolvedBase } from '../../profiles/resolve-base.ts';
import { openFiles, type OpenedFiles } from '../../shared-files/read-shared-files.ts';
import { ofFlag } from '../../source.ts';
import { chooseStore, hasEntry } from '../../stores/keep-key.ts';
import { STORE_NAMES, type StoreName, canBeEntry, STORES, type Entry } from '../../stores/stores.ts';
import { shellCommand } from '../../text/shell-command.ts';
import { checkSameSecret, moveToFile, moveToStore, type Move } from './move.ts';
import { checkWrites } from './move-edits.ts';
import { protectKey, unprotectKey } from './move-key.ts';
import { dryRunLines, protectionJson, protectionLines } from './protect-report.ts';

/** The options as typed. */
export interface ProtectOptions {
  profile?: string;
  isWord?: boolean;
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
  const wanted = storeName(options);
  if (options.dryRun) return dryRun(options, wanted, context);
  const told = { json: options.json, state: 'The access key is where it should be.' };
  await changeKey(() => run(options, wanted, context), told, context);
}

async function dryRun(
  options: ProtectOptions,
  wanted: StoreName | undefined,
  context: Context,
): Promise<void> {
  const { output } = context;
  const isUndo = options.undo === true;
  const { place, move } = await prepare(options, wanted, context);
  if (move) await checkWrites(move, isUndo, context);
  const lines = move ? dryRunLines(move, isUndo) : protectionLines(place, false);
  if (options.json)
    output.printJson({ dry_run: true, ...protectionJson(isUndo && move ? move : place, false) });
  else lines.forEach((line) => output.say('plain', line));
}

/** @throws AwsMfaError `usage` */
function storeName({ store, undo }: ProtectOptions): StoreName | undefined {
  if (store !== undefined && undo) throw conflict('--store and --undo');
  const name = STORE_NAMES.find((each) => each === store);
  if (name !== undefined || store === undefined) return name;
  throw new AwsMfaError('invalid_value', `--store must be one of: ${STORE_NAMES.join(', ')}.`);
}

async function run(
  options: ProtectOptions,
  wanted: StoreName | undefined,
  context: Context,
): Promise<Result> {
  const { source, place, move: planned } = await prepare(options, wanted, context);
  if (!planned) return { lines: protectionLines(place, false), json: protectionJson(place, false) };
  await checkWrites(planned, options.undo === true, context);
  if (!options.yes) await askConsent(consent(planned, options.undo === true), {}, context);
  const moved = options.undo
    ? await moveBack(planned, { source, place }, context)
    : await moveThere(planned, { source, region: options.region }, context);
  return { lines: protectionLines(moved, true), json: protectionJson(moved, true) };
}

async function moveThere(
  planned: Move,
  { source, region }: { source: KeySource; region: string | undefined },
  context: Context,
): Promise<KeyPlace> {
  const keys = await keysOf(source, context);
  const move = { ...planned, keys };
  const keyContext = ownKeyContext({ name: source.name, keys }, ofFlag(region, '--region'), move, context);
  return protectKey(move, keyContext, context);
}

async function moveBack(
  planned: Move,
  { source, place }: { source: KeySource; place: KeyPlace },
  context: Context,
): Promise<KeyPlace> {
  // With the key in the file as well, the entry may be gone: then an earlier run was interrupted.
  const isThere = place.entry !== undefined || (await hasEntry(planned.entry, context));
  const move = { ...planned, keys: isThere ? await keysOf(source, context) : place.keys };
  checkSameSecret(move);
  return unprotectKey(move, isThere, context);
}

interface Prepared {
  /** What has the key that moves. */
  source: KeySource;
  place: KeyPlace;
  /** Undefined if the key is where it should be. */
  move?: Move;
}

async function prepare(
  options: ProtectOptions,
  wanted: StoreName | undefined,
  context: Context,
): Promise<Prepared> {
  const opened = openFiles(context);
  const base = await findBase(options, opened, context);
  if (base.note !== undefined) context.output.say('note', base.note);
  const place = keyPlace(base, opened);
  const selection = {
    named: givenProfile(options) ?? context.environment.profile,
    isAsked: !options.yes || options.dryRun === true,
    words: [
      'protect',
      ...(options.undo ? ['--undo'] : []),
      ...(wanted ? ['--store', wanted] : []),
      '--yes',
    ] as const,
  };
  checkForeignKey(place, selection, context);
  const { accessKeyId } = place.keys;
  if (options.undo) {
    const left = leftCommand(place);
    const { entry, sections } = left ?? place;
    // The secret of the entry: the file may have a mistyped one.
    const source = left ? { name: base.name, process: left.command } : base;
    return { source, place, ...(entry && { move: moveToFile(place, entry, sections) }) };
  }
  if (place.entry && wanted !== undefined && wanted !== place.entry.store)
    throw inAnotherStore(place.base, place.entry, wanted);
  if (place.entry) return { source: base, place };
  if (!canBeEntry(accessKeyId)) {
    const what = `The access key ID of [${base.name}] has characters other than letters and digits.`;
    throw new AwsMfaError('unusable_base', what, 'protect accepts only IDs like those of AWS.');
  }
  const entry = { store: await chooseStore(wanted, context), accessKeyId };
  return { source: base, place, move: moveToStore(place, entry) };
}

function inAnotherStore(base: string, { store }: Entry, wanted: StoreName): AwsMfaError {
  const undo = shellCommand('aws-mfa', 'protect', '--undo', ...profileFlag(base));
  return new AwsMfaError(
    'unusable_base',
    `The access key of [${base}] is already in ${STORES[store].title}.`,
    `To move it to ${STORES[wanted].title}, move it back first:\n${undo}`,
  );
}

async function findBase(
  options: ProtectOptions,
  { files }: OpenedFiles,
  context: Context,
): Promise<ResolvedBase> {
  const { environment } = context;
  const profiles = profilesOf(files);
  const named = givenProfile(options) ?? environment.profile;
  const mayAsk = !environment.ci && !options.yes && !options.dryRun;
  return withChosenBase(
    (chosen) => resolveBaseWithKeys(named, profiles, environment, chosen),
    mayAsk,
    context,
  );
}

function consent(move: Move, isUndo: boolean): Consent {
  const { base, keys, names, shownPaths, file } = move;
  const key = `access key …${keys.accessKeyId.slice(-4)} of [${base}]`;
  const [path, store] = [shownPaths[file], placeText(move)];
  const question = isUndo
    ? `Move the ${key} from ${store} back to ${path}, in plain text?`
    : `Move the ${key} from ${path} to ${store}?`;
  const undo = isUndo ? ['--undo'] : [];
  return {
    question: names.length > 1 ? `${question} ${names.length} profiles use it.` : question,
    usual: true,
    nobody: (why) =>
      new AwsMfaError(
        'nobody_to_ask',
        `The access key of [${base}] is moved only with your consent, but ${why}.`,
        `To move it without a prompt:\n${shellCommand('aws-mfa', 'protect', ...undo, '--yes', ...profileFlag(base))}`,
      ),
    no: 'Canceled; nothing was written.',
  };
}
