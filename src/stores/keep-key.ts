/** Puts access keys into a store, reads them back, and removes them; and finds out which stores can be used here. */
import { type Context, timed } from '../context.ts';
import { AwsMfaError } from '../errors.ts';
import type { ToolEnd } from '../system/processes/run-command.ts';
import { shellCommand } from '../text/shell-command.ts';
import {
  STORE_NAMES,
  type StoreName,
  readCommand,
  removeCall,
  saveCall,
  STORES,
  type Entry,
  type Keys,
  type ToolCall,
} from './stores.ts';

/**
 * Stores a key, and reads it back by the very command that tools will run.
 * @returns the entry, which is complete now
 * @throws AwsMfaError `store_failed`, and the signal's reason: the store may have the entry then
 */
export async function saveEntry(entry: Entry, keys: Keys, context: Context): Promise<Entry> {
  const saved = await putEntry(entry, keys, context);
  await readBack(saved, keys, context);
  return saved;
}

/** @throws AwsMfaError `store_failed`, the signal's reason: the store may have the entry then */
export async function putEntry(entry: Entry, keys: Keys, context: Context): Promise<Entry> {
  // 1Password would keep a second item of that name.
  if (entry.store === '1password') await removeQuietly(entry, context);
  const end = await run(saveCall(entry, keys), context);
  if (end.kind === 'exited' && end.code === 0)
    return entry.store === '1password' ? { ...entry, vault: vaultIn(end.printed) } : entry;
  throw new AwsMfaError(
    'store_failed',
    `The access key could not be stored in ${STORES[entry.store].title} (${wordsOf(end, keys)}).`,
    UNLOCK,
  );
}

/** @throws AwsMfaError `store_failed`, the signal's reason */
export async function readBack(entry: Entry, keys: Keys, context: Context): Promise<void> {
  const command = readCommand(entry);
  const answer = await timed('reading it back', () => context.aws.keysOfProcess(command), context);
  const isSame =
    answer.kind === 'keys' &&
    answer.accessKeyId === keys.accessKeyId &&
    answer.secretAccessKey === keys.secretAccessKey &&
    answer.sessionToken === undefined;
  if (isSame) return;
  const why = (answer.kind === 'failure' ? answer.words : undefined) ?? 'the command gave no such key';
  throw new AwsMfaError(
    'store_failed',
    `The access key was stored in ${STORES[entry.store].title}, but could not be read back (${why}).`,
    UNLOCK,
  );
}

/** What to do if a store refuses. */
export const UNLOCK = 'Unlock the store, then try again.';

/** `op item create` prints the item. */
function vaultIn(printed: string): string {
  try {
    const { vault } = JSON.parse(printed) as { vault?: { id?: unknown } };
    return typeof vault?.id === 'string' ? vault.id : '';
  } catch {
    return '';
  }
}

/** Whether the store has the entry, also if it is locked. True if that cannot be found out. @throws the signal's reason */
export async function hasEntry(entry: Entry, context: Context): Promise<boolean> {
  const { program, find, isMissing } = STORES[entry.store];
  const end = await run({ program, args: find(entry) }, context);
  return end.kind !== 'exited' || !isMissing(end, entry);
}

/** @throws AwsMfaError `store_failed` */
export async function removeEntry(entry: Entry, context: Context): Promise<void> {
  const call = removeCall(entry);
  // The outcome must be known, also after Ctrl-C.
  const end = await run(call, context, new AbortController().signal);
  if (end.kind === 'exited' && end.code === 0) return;
  throw new AwsMfaError(
    'store_failed',
    `The entry of the access key could not be removed from ${STORES[entry.store].title} (${wordsOf(end)}).`,
    `To remove it:\n${shellCommand(call.program, ...call.args)}`,
  );
}

/** @returns whether it was there, and is gone */
export async function removeQuietly(entry: Entry, context: Context): Promise<boolean> {
  return removeEntry(entry, context).then(
    () => true,
    () => false,
  );
}

function run(call: ToolCall, context: Context, signal = context.signal): Promise<ToolEnd> {
  return timed(
    `${call.program} ${call.args[0] ?? ''}`,
    () => context.processes.runTool(call, signal),
    context,
  );
}

/** What a program says, without a secret. */
function wordsOf(end: ToolEnd, keys?: Keys): string {
  if (end.kind === 'late') return 'no answer within a minute';
  if (end.kind === 'unstarted') return 'its program cannot be started';
  const isSecret = keys !== undefined && end.words.includes(keys.secretAccessKey);
  return (isSecret ? undefined : lastWords(end.words)) ?? 'it is locked, or the prompt was canceled';
}

/** The name of a secret in JSON. */
const SECRET_NAME = 'SecretAccessKey';
/** What may be a secret or a part of one, also in Base64 or hexadecimal digits: those of AWS have 40 characters. */
const MAYBE_SECRET = /[\w/+=%\\-]{20,}/g;
/** A name in a program, such as SecKeychainItemCopyContent. */
const CAMEL_CASE = /^(?:[A-Z][a-z]{2,})+$/;

/** The last line of what a program prints to standard error, without what may be a secret; undefined if there is none. */
export function lastWords(printed: string): string | undefined {
  if (printed.includes(SECRET_NAME)) return undefined;
  const lines = printed.split('\n').map((line) => line.trim());
  return lines
    .findLast((line) => line !== '')
    ?.replace(MAYBE_SECRET, (run) => (CAMEL_CASE.test(run) ? run : '…'))
    .slice(0, 200)
    .replace(/\.$/, '');
}

/**
 * The first store that can be used here: that of the operating system first.
 * @param isCareful false if no program is run to find out: then it may turn out to be locked or empty
 */
export async function firstStore(context: Context, isCareful = true): Promise<StoreName | undefined> {
  for (const name of STORE_NAMES)
    if ((await whyUnusable(name, isCareful, context)) === undefined) return name;
  return undefined;
}

/**
 * @param wanted `--store`
 * @throws AwsMfaError `no_store` if it cannot be used, or if there is none
 */
export async function chooseStore(wanted: StoreName | undefined, context: Context): Promise<StoreName> {
  let message = 'There is no store for access keys on this machine.';
  for (const name of wanted ? [wanted] : STORE_NAMES) {
    const why = await whyUnusable(name, true, context);
    if (why === undefined) return name;
    if (wanted) message = `The store ${wanted} cannot be used: ${why}.`;
    else if (isInstalled(name, context)) message += ` ${name}: ${why}.`;
  }
  throw new AwsMfaError(
    'no_store',
    message,
    'Install and set up one: pass, the 1Password CLI (op), or secret-tool with a secret service such as GNOME Keyring.',
  );
}

function isInstalled(name: StoreName, { processes }: Context): boolean {
  const { program, platform = processes.platform } = STORES[name];
  return platform === processes.platform && processes.hasProgram(program);
}

async function isThere(path: string, { files }: Context): Promise<boolean> {
  const state = await files.fileState(path).catch(() => undefined);
  return state !== undefined && state.kind !== 'missing';
}

/** Asks for no password, and shows no prompt. @returns undefined if it can be used */
async function whyUnusable(
  name: StoreName,
  isCareful: boolean,
  context: Context,
): Promise<string | undefined> {
  const { program } = STORES[name];
  const { variables } = context.processes;
  if (!isInstalled(name, context)) return `${program} is not installed`;
  if (name === 'pass') {
    const folder = variables['PASSWORD_STORE_DIR'] ?? `${context.files.home ?? ''}/.password-store`;
    return (await isThere(`${folder}/.gpg-id`, context))
      ? undefined
      : 'it has no password store yet (pass init)';
  }
  if (name === 'secret-service') {
    // Without a session bus, secret-tool would start one.
    const bus = `${variables['XDG_RUNTIME_DIR'] ?? ''}/bus`;
    const hasBus = variables['DBUS_SESSION_BUS_ADDRESS'] || (await isThere(bus, context));
    if (!hasBus) return 'there is no session bus (D-Bus)';
    if (!isCareful) return undefined;
    // An entry that cannot exist: without a service, the program says so.
    const end = await run({ program, args: ['lookup', 'service', 'aws-mfa', 'key', '-'] }, context);
    return end.kind === 'exited' ? lastWords(end.words) : 'no answer';
  }
  if (name === '1password' && isCareful && !variables['OP_SERVICE_ACCOUNT_TOKEN']) {
    const end = await run({ program, args: ['account', 'list', '--format', 'json'] }, context);
    return end.kind === 'exited' && /^\[\s*\{/.test(end.printed) ? undefined : 'op has no account yet';
  }
  return undefined;
}
