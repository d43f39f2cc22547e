/** `aws-mfa status --check`: whether the next command gets a session without a code. */
import type { Context } from '../../context.ts';
import { readLoginRequest } from '../../login/login-request.ts';
import { planSession } from '../../login/plan-session.ts';
import type { OpenedFiles } from '../../shared-files/read-shared-files.ts';
import { checkKeysAreUsed, checkRoleSettings } from '../../login/role-checks.ts';
import { findSession, type Stored } from '../../login/stored-sessions.ts';
import { restsOn } from '../../profiles/profile-kind.ts';
import { reuse } from '../../login/watch-session.ts';
import type { Sourced } from '../../source.ts';

/**
 * The answer of `exec`: a session that it would not use is none. Of a session that another tool wrote, which only other tools
 * use, the expiry is checked.
 * @param minRemaining seconds
 * @throws AwsMfaError `configuration` if `exec` would fail, whatever sessions there are
 */
export function hasSession(
  selected: Sourced<string> | undefined,
  minRemaining: number,
  { stored, opened }: { stored: Stored; opened: OpenedFiles },
  context: Context,
): boolean {
  const now = context.clock.now();
  const environment = { ...context.environment, tokenCode: undefined };
  checkKeysAreUsed(selected, stored.profiles);
  checkRoleSettings(selected?.value ?? 'default', stored.profiles);
  const session = findSession(selected, stored);
  if (!session?.isWhole || !session.expiration) return false;
  if (session.base === undefined) {
    const isSelected = session.profile === restsOn(selected?.value ?? 'default', stored.profiles);
    return isSelected && session.expiration.getTime() - now.getTime() > minRemaining * 1000;
  }
  const request = { ...readLoginRequest({}, environment), profile: selected };
  return reuse(planSession(request, environment, opened), minRemaining, now) !== undefined;
}
