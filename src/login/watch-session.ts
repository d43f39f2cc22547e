/**
 * Watches the credentials file while a login waits for a code: another terminal may write the session that both want.
 * No lock is held meanwhile, since a forgotten prompt would block all other terminals.
 */
import { readIni } from '../shared-files/read-ini.ts';
import { allValues, sectionValues } from '../shared-files/section-values.ts';
import { checkStillFree } from '../profiles/choose-mfa-profile.ts';
import type { SessionPlan } from './plan-session.ts';
import { servedBy } from './reuse.ts';
import type { Session } from '../session/session.ts';
import type { Context } from '../context.ts';

export interface SessionWatch {
  /** The session in the file, where it does what this login is for. */
  look(): Session | undefined;
  /** @throws AwsMfaError where the section has become somebody else's, so that a session could not be kept there */
  checkSection(): void;
  /** The same after a code was refused, which another process may have used: its session is there a moment later. */
  soon(): Promise<Session | undefined>;
  /** Tells when there is one, soon where there is one already. @returns how to stop */
  start(onServed: (session: Session) => void): () => void;
}

/** Milliseconds between two looks, and how many: a machine on which many begin at once takes its time. */
const PAUSE = 100;
const LOOKS = 30;

/** @param minRemaining seconds that such a session must last; nothing where a new one was asked for */
export function sessionWatch(
  plan: SessionPlan,
  minRemaining: number | undefined,
  path: string,
  context: Context,
): SessionWatch {
  const look = () => {
    const text = readQuietly(path, context);
    const keys = text === undefined ? undefined : sectionValues(readIni(text), plan.mfaProfile);
    return keys && servedBy(keys, plan, minRemaining, context.clock.now());
  };
  const soon = async () => {
    // Where a new one was asked for, that of another is no answer.
    for (let looks = minRemaining === undefined ? 0 : LOOKS; looks > 0; looks--) {
      const session = look();
      if (session) return session;
      await context.clock.wait(PAUSE);
    }
    return undefined;
  };
  return {
    look,
    checkSection: () => {
      if (plan.isKept) checkSection(plan, readQuietly(path, context) ?? '');
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
