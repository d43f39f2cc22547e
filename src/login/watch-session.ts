/**
 * Decides whether the stored session can be reused, and watches for one that another terminal writes, so that a code is
 * asked for only when it is needed.
 */
import { type Keys, allValues, sectionValues, lostPart, ownValues } from '../shared-files/section-values.ts';
import { partMissing } from '../system/files/file-system.ts';
import { ENVIRONMENT_BASE } from '../profiles/profile.ts';
import { type Sourced, isGivenBy } from '../source.ts';
import { expiryOf } from '../session/duration-and-expiry.ts';
import { originOf, type LoginPlan } from './plan-session.ts';
import { LONGEST_SESSION, storedSession, type Session } from '../session/session-keys.ts';
import { readIni } from '../shared-files/read-ini.ts';
import { checkStillFree } from '../profiles/choose-mfa-profile.ts';
import type { Clock, Context } from '../context.ts';
import { editSections } from '../shared-files/edit-section.ts';
import type { SharedFilePaths } from '../shared-files/read-shared-files.ts';
import { entryOf } from '../stores/stores.ts';

/**
 * @param minRemaining seconds that the session must still last; undefined if a new one was asked for
 * @returns the stored session if it can be reused
 */
export function reuse(plan: LoginPlan, minRemaining: number | undefined, now: Date): Session | undefined {
  if (minRemaining === undefined || !plan.stored || mayBeAnotherUsers(plan) || differsFromFlags(plan))
    return undefined;
  const session = storedSession(plan.stored, originOf(plan));
  // An expired session is never reused, even with --min-remaining 0.
  const left = session ? session.expiration.getTime() - now.getTime() : 0;
  return left > minRemaining * 1000 && left <= LONGEST_SESSION ? session : undefined;
}

/** Keys in the environment have no profile name; only a device given with them says whose they are. */
function mayBeAnotherUsers({ base, serialNumber }: LoginPlan): boolean {
  return (
    base.name === ENVIRONMENT_BASE &&
    !base.gone &&
    !['--serial-number', 'AWS_MFA_SERIAL'].some((name) => isGivenBy(serialNumber.source, name))
  );
}

/** Whether a flag asks for another session name or external ID than the stored session of the role was made with. */
function differsFromFlags({ role, stored }: LoginPlan): boolean {
  const differs = (setting: Sourced<string> | undefined, option: string, key: string) =>
    setting !== undefined && isGivenBy(setting.source, option) && setting.value !== stored?.get(key);
  return (
    differs(role?.sessionName, '--role-session-name', 'x_role_session_name') ||
    differs(role?.externalId, '--external-id', 'x_external_id')
  );
}

/** Seconds that a new session of another terminal may be older than this login: the time a prompt waits. */
const PROMPT_SECONDS = 300;

/**
 * Whether a session that was written during the prompt makes the code unnecessary. If a new session was asked for, it
 * must be another than before, and last about as long as was asked for.
 * @param keys what the MFA profile holds now
 */
export function renewedElsewhere(keys: Keys, plan: LoginPlan, now: Date): Session | undefined {
  const { minRemaining, duration, stored } = plan;
  const session = reuse({ ...plan, stored: keys }, minRemaining ?? duration.value - PROMPT_SECONDS, now);
  if (minRemaining !== undefined) return session;
  const before = stored && expiryOf(stored);
  return session && (!before || session.expiration > before) ? session : undefined;
}

/** Milliseconds between two looks at the file. */
const PAUSE = 100;
/** The same for `--wait`, during which nobody watches the screen. */
const WAIT_PAUSE = 500;
/** How long the session of a process that used the same code is waited for: on a busy machine many may start at once. */
const SOON = 3_000;
/** Looks at a file that has lost a part: as long as the write itself would wait. */
const LOOKS_AT_INCOMPLETE = 100;

export type SessionWatch = ReturnType<typeof sessionWatch>;

/**
 * Watches the credentials file while a login waits for a code. No lock is held during that time: a forgotten prompt would
 * block all other terminals.
 */
export function sessionWatch(plan: LoginPlan, context: Context) {
  const path = plan.paths.credentials;
  const look = (): Session | undefined => {
    const text = readQuietly(path, context);
    const keys = text === undefined ? undefined : sectionValues(readIni(text), plan.mfaProfile);
    return keys && renewedElsewhere(keys, plan, context.clock.now());
  };
  return {
    /** The session in the file, if it makes the code unnecessary. */
    look,

    /**
     * The last check before a code is used. Waits while another program is writing the file.
     * @throws AwsMfaError if the session could not be written: the section belongs to somebody else by now, or a part
     *   of the file is missing
     */
    async checkFile(): Promise<void> {
      const lostPart = lostPartOf(plan.paths, context);
      for (let looks = 0; plan.request.writesSession; looks++) {
        const text = readQuietly(path, context) ?? '';
        const lost = lostPart(text, plan.files.credentialsFile.bytes);
        if (lost === undefined) {
          checkSection(plan, text);
          return;
        }
        if (looks === LOOKS_AT_INCOMPLETE) throw partMissing(lost, path);
        await context.clock.wait(PAUSE);
      }
    },

    /** After a rejected code: the process that used the same code writes its session a moment later. */
    async soon(): Promise<Session | undefined> {
      // If a new session was asked for, that of another process is no substitute.
      return plan.minRemaining === undefined ? undefined : waitFor(look, SOON, PAUSE, context.clock);
    },

    /** @param onFound called when such a session appears @returns stops the watch */
    start(onFound: (session: Session) => void): () => void {
      let isOver = false;
      const report = (session: Session | undefined) => {
        if (session && !isOver) onFound(session);
      };
      const stop = context.files.watchFile(path, () => report(look()));
      // It may be there already, after a slow credential_process. The pause lets the prompt read a code that was typed
      // ahead, which would otherwise be left to the shell.
      const early = look();
      if (early)
        context.clock.wait(PAUSE).then(
          () => report(early),
          () => undefined,
        );
      return () => {
        isOver = true;
        stop();
      };
    },
  };
}

/**
 * Waits, for as long as `--wait` allows, until another terminal has renewed the session.
 * @returns undefined if that did not happen, or if `--wait` was not given
 * @throws the signal's reason when it is aborted
 */
export async function waitForSession(plan: LoginPlan, context: Context): Promise<Session | undefined> {
  const { waitSeconds } = plan.request;
  if (waitSeconds === undefined) return undefined;
  return waitFor(sessionWatch(plan, context).look, waitSeconds * 1000, WAIT_PAUSE, context.clock);
}

/** @param time milliseconds, as is `pause` between two looks */
async function waitFor<T>(look: () => T, time: number, pause: number, clock: Clock): Promise<T> {
  for (let left = time; left > 0; left -= pause) {
    const found = look();
    if (found) return found;
    await clock.wait(Math.min(left, pause));
  }
  return look();
}

/** @param text of the credentials file now @throws AwsMfaError if the MFA profile can no longer receive the session */
export function checkSection({ mfaProfile, base, stored, files }: LoginPlan, text: string): void {
  if (text !== files.credentialsFile.bytes)
    checkStillFree(mfaProfile, base, stored, allValues(readIni(text)));
}

/** Undefined if the file is missing or unreadable at this moment; it is checked again before it is written. */
function readQuietly(path: string, context: Context): string | undefined {
  try {
    return context.files.readTextFile(path);
  } catch {
    return undefined;
  }
}

/**
 * As {@link lostPart}, but a key is not missing while the config file has the command that reads it from a store.
 * @throws AwsMfaError `configuration` if the config file cannot be read
 */
export function lostPartOf({ config }: SharedFilePaths, { files }: Pick<Context, 'files'>) {
  return (text: string, earlier: string): string | undefined => {
    const lost = lostPart(text, earlier);
    if (lost === undefined) return undefined;
    const commands = ownValues(readIni(files.readTextFile(config) ?? ''));
    const isMoved = (section: string, accessKeyId = '') =>
      [...(section === 'default' ? [section] : []), `profile ${section}`]
        .map((header) => commands[header]?.['credential_process'] ?? '')
        .some((command) => entryOf(command)?.accessKeyId === accessKeyId);
    const moved = Object.entries(ownValues(readIni(earlier)))
      .filter(([section, keys]) => isMoved(section, keys['aws_access_key_id']))
      .map(([section]) => ({ section, set: [], drop: ['aws_access_key_id', 'aws_secret_access_key'] }));
    return moved.length === 0 ? lost : lostPart(text, editSections(earlier, moved));
  };
}
