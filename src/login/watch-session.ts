/**
 * Decides whether a stored session is good enough, and watches for one that another terminal writes, so that no code is
 * asked for without need.
 */
import { type Keys, allValues, sectionValues, lostPart } from '../shared-files/section-values.ts';
import { partMissing } from '../system/files/file-system.ts';
import { ENVIRONMENT_BASE } from '../profiles/profile.ts';
import { type Sourced, isGivenBy } from '../source.ts';
import { expiryOf } from '../session/duration-and-expiry.ts';
import type { LoginRequest } from './login-request.ts';
import { originOf, type LoginPlan, type SessionPlan } from './plan-session.ts';
import { LONGEST_SESSION, storedSession, type Session } from '../session/session-keys.ts';
import { readIni } from '../shared-files/read-ini.ts';
import { checkStillFree } from '../profiles/choose-mfa-profile.ts';
import type { Context } from '../context.ts';

/**
 * @param minRemaining seconds the session must still last; nothing: a new one was asked for
 * @returns the stored session, where it serves
 */
export function reuse(plan: SessionPlan, minRemaining: number | undefined, now: Date): Session | undefined {
  if (minRemaining === undefined || !plan.stored || mayBeAnotherUsers(plan) || isTypedOtherwise(plan))
    return undefined;
  const session = storedSession(plan.stored, originOf(plan));
  // A session that has run out serves nobody, whatever --min-remaining says.
  const left = session ? session.expiration.getTime() - now.getTime() : 0;
  return left > minRemaining * 1000 && left <= LONGEST_SESSION ? session : undefined;
}

/**
 * Seconds the stored session must still last; nothing where it must be a new one. Most sessions of a role last an hour
 * from the beginning, and would never do where an hour must remain: unless a person said otherwise, a quarter of what
 * is asked for is enough.
 * @param usual seconds, of the command, where nobody said anything
 */
export function minRemainingFor(
  { role, duration }: SessionPlan,
  { minRemaining, wantsNew }: Pick<LoginRequest, 'minRemaining' | 'wantsNew'>,
  usual: number,
): number | undefined {
  if (minRemaining !== undefined) return minRemaining;
  if (wantsNew) return undefined;
  return role ? Math.min(usual, duration.value / 4) : usual;
}

/** Keys of the environment have no name; only a device that is given with them says whose they are. */
function mayBeAnotherUsers({ base, serialNumber }: SessionPlan): boolean {
  return (
    base.name === ENVIRONMENT_BASE &&
    !['--serial-number', 'AWS_MFA_SERIAL'].some((name) => isGivenBy(serialNumber.source, name))
  );
}

/** Whether somebody has just asked for another name, or external id, than the role's session there was made with. */
function isTypedOtherwise({ role, stored }: SessionPlan): boolean {
  if (!role || !stored) return false;
  const differs = ({ value, source }: Sourced<string>, option: string, key: string) =>
    isGivenBy(source, option) && value !== stored.get(key);
  return (
    differs(role.sessionName, '--role-session-name', 'x_role_session_name') ||
    (role.externalId !== undefined && differs(role.externalId, '--external-id', 'x_external_id'))
  );
}

/** Seconds by which a session may be older than the wish for a new one: a prompt waits no longer. */
const TYPING = 300;

/**
 * Whether a session that was written while somebody was asked for a code does what the code would be for. Where a new
 * session was asked for, it must be one: another than was there before, and as long as was asked for.
 *
 * @param keys what the MFA profile holds now
 * @returns it, where it serves
 */
export function servedBy(keys: Keys, plan: LoginPlan, now: Date): Session | undefined {
  const { minRemaining } = plan;
  const session = reuse({ ...plan, stored: keys }, minRemaining ?? plan.duration.value - TYPING, now);
  if (minRemaining !== undefined) return session;
  const before = plan.stored && expiryOf(plan.stored);
  return session && (!before || session.expiration > before) ? session : undefined;
}

/**
 * Watches the credentials file while a login waits for a code: another terminal may write the session that both want.
 * No lock is held meanwhile, since a forgotten prompt would block all other terminals.
 */
export interface SessionWatch {
  /** The session in the file, where it does what this login is for. */
  look(): Session | undefined;
  /**
   * The last look before a code is used. Another program may be writing the file, which is waited for.
   * @throws AwsMfaError if a session could not be kept: the section has become somebody else's, or a part of the file is gone
   */
  checkFile(): Promise<void>;
  /** The same after a code was refused, which another process may have used: its session is there a moment later. */
  soon(): Promise<Session | undefined>;
  /** Tells when there is one, soon where there is one already. @returns how to stop */
  start(onServed: (session: Session) => void): () => void;
}

/** Milliseconds between two looks, and how many: a machine on which many begin at once takes its time. */
const PAUSE = 100;
const LOOKS = 30;
/** How often a file is looked at that is missing something: as long as the write itself would wait for it. */
const LOOKS_AT_HALF = 100;

export function sessionWatch(plan: LoginPlan, context: Context): SessionWatch {
  const path = plan.paths.credentials;
  const seen = plan.files.credentialsFile.bytes;
  const look = () => {
    const text = readQuietly(path, context);
    const keys = text === undefined ? undefined : sectionValues(readIni(text), plan.mfaProfile);
    return keys && servedBy(keys, plan, context.clock.now());
  };
  const soon = async () => {
    // Where a new one was asked for, that of another is no answer.
    for (let looks = plan.minRemaining === undefined ? 0 : LOOKS; looks > 0; looks--) {
      const session = look();
      if (session) return session;
      await context.clock.wait(PAUSE);
    }
    return undefined;
  };
  return {
    look,
    checkFile: async () => {
      for (let looks = 0; plan.isKept; looks++) {
        const text = readQuietly(path, context) ?? '';
        const lost = lostPart(text, seen);
        if (lost === undefined) {
          checkSection(plan, text);
          return;
        }
        if (looks === LOOKS_AT_HALF) throw partMissing(lost, path);
        await context.clock.wait(PAUSE);
      }
    },
    soon,
    start: (onServed) => {
      let isOver = false;
      const tell = (session: Session | undefined) => {
        if (session && !isOver) onServed(session);
      };
      const stop = context.files.watchFile(path, () => tell(look()));
      // One may have come since the file was read: a vault was unlocked meanwhile, or a question answered. It is told of a
      // moment later, for a code that was typed ahead is the prompt's to read: what it leaves, the shell would take.
      const early = look();
      if (early)
        context.clock.wait(PAUSE).then(
          () => tell(early),
          () => undefined,
        );
      return () => {
        isOver = true;
        stop();
      };
    },
  };
}

/** @param text of the credentials file as it is now @throws AwsMfaError where a session of this plan has no place in it */
export function checkSection({ mfaProfile, base, stored }: SessionPlan, text: string): void {
  checkStillFree(mfaProfile, base.name, stored, allValues(readIni(text)));
}

/** What is wrong with the file at this moment is no matter yet: it is looked at again before it is written. */
function readQuietly(path: string, context: Context): string | undefined {
  try {
    return context.files.readTextFile(path);
  } catch {
    return undefined;
  }
}
