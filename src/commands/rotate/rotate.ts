/**
 * `aws-mfa rotate`: replaces the access key of a base profile. The old key is set inactive, and deleted by a later
 * `--finish`. What an interrupted run left is found out from IAM.
 */
import { deleteKey, lastUseOf, listKeys, setKeyActive, type KeyOwner } from '../../aws/access-keys.ts';
import { whoseKeys } from '../../aws/identity.ts';
import { keysOf } from '../../aws/base-keys.ts';
import type { AccessKey } from '../../aws/calls.ts';
import type { Context } from '../../context.ts';
import { AwsMfaError, conflict } from '../../errors.ts';
import { askConsent, checkConsent } from '../../login/ask-user.ts';
import { changeKey, checkForeignKey, iamUser } from '../../login/key-command.ts';
import { ensureSession, prepareSession } from '../../login/ensure-session.ts';
import { keyContextOf } from '../../login/find-device.ts';
import { checkOnlyPlace, keyPlace, type KeyPlace } from '../../login/key-place.ts';
import { checkKeyStays, checkKeyWrite } from '../../login/write-key.ts';
import { readLoginRequest, type SessionOptions } from '../../login/login-request.ts';
import type { LoginPlan } from '../../login/plan-session.ts';
import { profileFlag } from '../../profiles/profile.ts';
import { openFiles } from '../../shared-files/read-shared-files.ts';
import { DEFAULT } from '../../source.ts';
import { removeQuietly } from '../../stores/keep-key.ts';
import { shellCommand } from '../../text/shell-command.ts';
import { ending, keyState, lastUseText, type KeyState } from './key-state.ts';
import { deleteCommand, replaceKey, type Replacement } from './replace-key.ts';
import {
  dryRunJson,
  dryRunLines,
  rotationJson,
  rotationLines,
  type Rotation,
  nobodyToAgree,
  OTHER_MACHINES,
  otherKeyConsent,
  replaceConsent,
  type KeyTexts,
} from './rotation-report.ts';

/** The options as typed. */
export interface RotateOptions extends SessionOptions {
  /** Take the last step of a rotation: delete the old key. */
  finish?: boolean;
  /** Activate the old key again. */
  undo?: boolean;
  /** Delete the old key at once. */
  deleteOld?: boolean;
  /** Without a question. */
  yes?: boolean;
  dryRun?: boolean;
  json?: boolean;
}

/** Seconds that a stored session must still last: enough for the whole rotation. */
const MIN_REMAINING = 300;

/** @throws AwsMfaError of every kind; it says which keys there are, unless nothing has changed */
export async function rotate(options: RotateOptions, context: Context): Promise<void> {
  checkOptions(options);
  if (options.dryRun) return dryRun(options, context);
  const work = async () => {
    const rotation = await run(options, context);
    return { lines: rotationLines(rotation), json: rotationJson(rotation) };
  };
  await changeKey(work, { json: options.json, state: 'The access keys are as they should be.' }, context);
}

async function dryRun(options: RotateOptions, context: Context): Promise<void> {
  const { plan, place } = await prepare(options, context);
  const replaces = !options.finish && !options.undo;
  if (replaces) await checkKeyWrite(place, context);
  const old = options.deleteOld ? 'delete the old one' : 'set the old one inactive';
  const task = options.finish
    ? 'would delete the old access key, or set it inactive if it is active'
    : options.undo
      ? 'would activate the old access key'
      : `would create a new access key, write it, and ${old}`;
  if (options.json) context.output.printJson(dryRunJson(plan, place));
  else dryRunLines(plan, place, task).forEach((line) => context.output.say('plain', line));
}

interface Prepared {
  plan: LoginPlan;
  place: KeyPlace;
}

/** What is decided before AWS is asked anything. @throws AwsMfaError */
async function prepare(options: RotateOptions, context: Context): Promise<Prepared> {
  const defaults = { minRemaining: MIN_REMAINING };
  const request = readLoginRequest(options, context.environment, defaults);
  const opened = openFiles(context);
  const mayAsk = request.mayAsk && !options.dryRun;
  let plan = await prepareSession({ ...request, mayAsk }, opened, context);
  // The session of a role was named; keys belong to the user behind it.
  if (plan.role) {
    const profile = { value: plan.base.name, source: DEFAULT };
    plan = await prepareSession({ ...request, profile, mayAsk }, opened, context);
  }
  const place = keyPlace(plan.base, plan);
  checkForeignKey(place, { named: request.profile, ...selection(options) }, context);
  if (!options.finish && !options.undo) checkOnlyPlace(place);
  return { plan, place };
}

/** `--finish` asks nothing about an inactive key, and `--undo` nothing at all. */
function selection({ finish: isFinish, undo: isUndo, deleteOld, yes, dryRun: isDry }: RotateOptions) {
  const flags = [isFinish && '--finish', isUndo && '--undo', deleteOld && '--delete-old', yes && '--yes'];
  const words = ['rotate', ...flags.filter((flag) => typeof flag === 'string')] as const;
  return { isAsked: isDry === true || !(isFinish || isUndo || yes), words };
}

/** Asks the store once, for this and for the login. */
async function withKeys({ plan, place }: Prepared, context: Context): Promise<Prepared> {
  if (!place.entry) return { plan, place };
  const keys = await keysOf(plan.base, context);
  return { plan: { ...plan, base: { ...plan.base, keys } }, place: { ...place, keys } };
}

async function run(options: RotateOptions, context: Context): Promise<Rotation> {
  const { plan, place } = await withKeys(await prepare(options, context), context);
  const own = keyContextOf({ name: place.base, keys: place.keys }, plan.region, plan, context.environment);
  const rule = 'aws-mfa replaces only access keys of IAM users.';
  const { userName, arn } = await iamUser(own, { command: 'rotate', rule }, context);
  if (!options.finish && !options.undo) {
    if (!options.yes) await checkConsent(nobodyToAgree(place.base), options, context);
    await checkKeyWrite(place, context);
  }
  const { session } = await ensureSession(plan, context);
  const keyed = { name: place.base, keys: session };
  const keyContext = keyContextOf(keyed, plan.region, plan, context.environment);
  const owner: KeyOwner = {
    userName,
    keyContext: { ...keyContext, clockOffset: own.clockOffset, lines: [] },
    mfaProfile: plan.mfaProfile,
    renewal: shellCommand('aws-mfa', 'login', '--force', ...profileFlag(place.base)),
  };
  const state = keyState(await listKeys(owner, context), place.keys.accessKeyId);
  const task = { place, owner, own, arn, state };
  if (options.undo) return undo(task, context);
  return options.finish ? finish(task, options, context) : replace(task, options, context);
}

interface Task extends Omit<Replacement, 'deletesOld'> {
  state: KeyState;
}

/** Replaces the key, or goes on with what an earlier run has begun. */
async function replace(task: Task, options: RotateOptions, context: Context): Promise<Rotation> {
  const { place, owner, state } = task;
  const texts = await keyTexts(task, context);
  const isActiveBeside = state.kind === 'older' || state.kind === 'newer';
  // Also with --yes.
  if (isActiveBeside) await askConsent(otherKeyConsent(state, texts), options, context);
  else if (!options.yes) await askConsent(replaceConsent(state, texts), options, context);
  if (state.kind === 'older') return setInactive(task, state.other.id, context);
  const oldId = place.keys.accessKeyId;
  if (options.yes || isActiveBeside) {
    const note = `Replacing the access key ${ending(oldId)} of [${place.base}] (${texts.currentUse}).`;
    context.output.say('note', `${note} ${OTHER_MACHINES}`);
  }
  if (state.kind !== 'single') await deleteOther(task, state.other.id, context);
  const deletesOld = options.deleteOld === true;
  const keys = await replaceKey({ ...task, deletesOld }, context);
  if (!deletesOld) await noteEndedSession(owner, context);
  const did = deletesOld ? 'replaced and deleted' : 'replaced';
  return { ...task, did, place: { ...place, keys }, oldId };
}

async function keyTexts({ place, owner, state }: Task, context: Context): Promise<KeyTexts> {
  const other = state.kind === 'single' ? undefined : state.other;
  const useOf = async ({ id }: AccessKey) => lastUseText(await lastUseOf(id, owner, context));
  const [currentUse, otherUse] = await Promise.all([useOf(state.current), other ? useOf(other) : '']);
  return {
    base: place.base,
    currentUse,
    otherUse,
    deleteCommand: other ? deleteCommand(other.id, owner) : '',
  };
}

async function setInactive(task: Task, oldId: string, context: Context): Promise<Rotation> {
  checkKeyStays(task.place, oldId, context);
  await setKeyActive({ accessKeyId: oldId, isActive: false }, task.owner, context);
  return { ...task, did: 'set inactive', oldId };
}

/** AWS has just accepted the key that is in the file, so that the other one can go. */
async function finish(task: Task, options: RotateOptions, context: Context): Promise<Rotation> {
  const { state } = task;
  if (state.kind === 'single') return { ...task, did: 'nothing', oldId: undefined };
  const { id: oldId } = state.other;
  if (state.kind !== 'inactive') {
    const isOlder = state.kind === 'older';
    // Setting a key inactive can be undone, and deleting it cannot.
    if (!options.yes || !isOlder)
      await askConsent(otherKeyConsent(state, await keyTexts(task, context)), options, context);
    if (isOlder) return setInactive(task, oldId, context);
  }
  await deleteOther(task, oldId, context);
  return { ...task, did: 'deleted', oldId };
}

/** Also its entry in the store, which an interrupted rotation may have left. */
async function deleteOther({ place, owner }: Task, id: string, context: Context): Promise<void> {
  checkKeyStays(place, id, context);
  await deleteKey(id, owner, context);
  if (place.entry) await removeQuietly({ ...place.entry, accessKeyId: id }, context);
}

/** The file keeps the new key: the secret of the old one is stored nowhere. */
async function undo(task: Task, context: Context): Promise<Rotation> {
  const { place, owner, state } = task;
  if (state.kind === 'single') {
    throw new AwsMfaError(
      'no_old_key',
      `${ending(place.keys.accessKeyId)} is the only access key of ${owner.userName}. There is no old one to activate.`,
    );
  }
  const { id: oldId, isActive } = state.other;
  if (!isActive) await setKeyActive({ accessKeyId: oldId, isActive: true }, owner, context);
  return { ...task, did: 'activated', oldId };
}

/** AWS may end the sessions that were made with a key when that key becomes inactive. */
async function noteEndedSession(
  { keyContext, mfaProfile, renewal }: KeyOwner,
  context: Context,
): Promise<void> {
  try {
    await whoseKeys(keyContext, context);
  } catch (error) {
    if (!(error instanceof AwsMfaError) || error.code !== 'unknown_key') return;
    const what = `AWS ended the session in [${mfaProfile}] with the old access key.`;
    context.output.say('note', `${what} To get a new one:\n${renewal}`);
  }
}

/** @throws AwsMfaError `usage` */
function checkOptions({ finish: isFinish, undo: isUndo, deleteOld }: RotateOptions): void {
  const given = [isFinish && '--finish', isUndo && '--undo', deleteOld && '--delete-old'].filter(Boolean);
  if (given.length < 2) return;
  throw conflict(given.slice(0, 2).join(' and '));
}
