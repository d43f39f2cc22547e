/** Returns a session that lasts long enough: the stored one if it does, else a new one. */
import { reuse } from './watch-session.ts';
import type { Session } from '../session/session.ts';
import type { SessionWork } from './plan-session.ts';
import { AwsMfaError, isStop } from '../errors.ts';
import { formatDuration } from '../session/time.ts';
import type { Context } from '../context.ts';

export interface Ensured {
  session: Session;
  /** `elsewhere`: another terminal has renewed it while this one waited for a code. */
  how: 'reused' | 'renewed' | 'elsewhere';
}

/** @throws AwsMfaError of every kind; nothing was written then, unless it says otherwise */
export async function ensureSession(work: SessionWork, context: Context): Promise<Ensured> {
  const session = reuse(work.plan, work.minRemaining, context.clock.now());
  return session ? { session, how: 'reused' } : renew(work, context);
}

async function renew(work: SessionWork, context: Context): Promise<Ensured> {
  if (work.unrenewable) throw work.unrenewable;
  const { plan, shownPaths, files, request } = work;
  // Not needed if the stored session will do: more than half of the program is loaded here.
  const [{ warnOfFile, noteRoles }, { renewSession }] = await Promise.all([
    import('./file-notes.ts'),
    import('./renew-session.ts'),
  ]);
  const isFirst = !plan.stored?.has('x_source_profile');
  if (plan.isKept) warnOfFile(files, shownPaths.credentials, isFirst, context.output.say);
  if (plan.isKept && isFirst) noteRoles(files, plan, context.output.say);
  const { session, elsewhere } = await renewSession({ ...work, code: request.code }, context);
  return { session, how: elsewhere ? 'elsewhere' : 'renewed' };
}

/** @throws AwsMfaError of every kind, where there is none to hand out */
export async function handOutSession(work: SessionWork, context: Context): Promise<Session> {
  try {
    const { session, how } = await ensureSession(work, context);
    if (how !== 'reused') context.output.say('note', `${lasting(work, session, context.clock.now())}.`);
    return session;
  } catch (error) {
    const session = stillLiving(work, context.clock.now());
    if (!session || !(error instanceof AwsMfaError) || isStop(error.kind)) throw error;
    context.output.say(
      'warning',
      `${lasting(work, session, context.clock.now())}, and was not renewed. ${error.message}`,
    );
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
