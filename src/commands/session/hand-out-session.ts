/** A session for what is to be done at once: one that lasts long enough, else the one that still lives. */
import { AwsMfaError, isStop } from '../../errors.ts';
import { formatDuration } from '../../domain/session/duration.ts';
import { reuse } from '../../domain/session/reuse.ts';
import type { Session } from '../../domain/session/session.ts';
import { ensureSession, type EnsureSessionDeps } from './ensure-session.ts';
import type { SessionWork } from './session-work.ts';

/** @throws AwsMfaError of every kind, where there is none to hand out */
export async function handOutSession(work: SessionWork, deps: EnsureSessionDeps): Promise<Session> {
  try {
    const { session, how } = await ensureSession(work, deps);
    if (how !== 'reused') deps.say('note', `${lasting(work, session, deps.now())}.`);
    return session;
  } catch (error) {
    const session = stillLiving(work, deps.now());
    if (!session || !(error instanceof AwsMfaError) || isStop(error.kind)) throw error;
    deps.say('warning', `${lasting(work, session, deps.now())}, and was not renewed. ${error.message}`);
    return session;
  }
}

/** Where a new session was asked for in so many words, no other will do. */
function stillLiving({ plan, minRemaining }: SessionWork, now: Date): Session | undefined {
  return minRemaining === undefined ? undefined : reuse(plan, 0, now);
}

function lasting({ plan }: SessionWork, { expiration }: Session, now: Date): string {
  const left = formatDuration((expiration.getTime() - now.getTime()) / 1000);
  return `The session of [${plan.base.name}] lasts another ${left}`;
}
