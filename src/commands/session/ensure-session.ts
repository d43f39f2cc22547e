/** A session that lasts long enough: the stored one where it does, else a new one. */
import { reuse } from '../../domain/session/reuse.ts';
import type { Session } from '../../domain/session/session.ts';
import type { PrepareSessionDeps } from './prepare-session.ts';
import type { renewSession, RenewSessionDeps } from './renew-session.ts';
import type { SessionWork } from './session-work.ts';
import type { noteRoles, warnOfFile, warnOfMisleading } from './warn-of-file.ts';

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
