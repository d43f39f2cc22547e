/** Returns a session that lasts long enough: the stored one if it does, else a new one. */
import { reuse } from './reuse.ts';
import type { Session } from '../session/session.ts';
import type { PrepareSessionDeps } from './prepare-session.ts';
import type { renewSession, RenewSessionDeps } from './renew-session.ts';
import type { SessionWork } from './plan-session.ts';
import type { noteRoles, warnOfFile, warnOfMisleading } from './file-notes.ts';
import { AwsMfaError, isStop } from '../errors.ts';
import { formatDuration } from '../session/duration.ts';

export interface EnsureSessionDeps extends PrepareSessionDeps, RenewSessionDeps {
  // What is not needed where the stored session will do, more than half of the program, is loaded when it is needed.
  loadRenewal(): Promise<{ renewSession: typeof renewSession }>;
  loadWarnings(): Promise<{
    warnOfFile: typeof warnOfFile;
    warnOfMisleading: typeof warnOfMisleading;
    noteRoles: typeof noteRoles;
  }>;
}

export interface Ensured {
  session: Session;
  /** `elsewhere`: another terminal has renewed it while this one waited for a code. */
  how: 'reused' | 'renewed' | 'elsewhere';
}

/** @throws AwsMfaError of every kind; nothing was written then, unless it says otherwise */
export async function ensureSession(work: SessionWork, deps: EnsureSessionDeps): Promise<Ensured> {
  const session = reuse(work.plan, work.minRemaining, deps.now());
  return session ? { session, how: 'reused' } : renew(work, deps);
}

async function renew(work: SessionWork, deps: EnsureSessionDeps): Promise<Ensured> {
  const { plan, shownPaths, files, request, minRemaining } = work;
  const [{ warnOfFile, noteRoles }, { renewSession }] = await Promise.all([
    deps.loadWarnings(),
    deps.loadRenewal(),
  ]);
  const isFirst = !plan.stored?.has('x_source_profile');
  if (plan.isKept) warnOfFile(files, shownPaths.credentials, isFirst, deps.say);
  if (plan.isKept && isFirst) noteRoles(files, plan, deps.say);
  const { session, elsewhere } = await renewSession(plan, work, request.code, minRemaining, deps);
  return { session, how: elsewhere ? 'elsewhere' : 'renewed' };
}

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
