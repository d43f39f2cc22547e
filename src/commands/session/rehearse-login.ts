/** `aws-mfa login --dry-run`: says what a login would do, and does nothing. */
import { dryRunJson, dryRunLines } from '../../domain/report/dry-run-report.ts';
import { planLines } from '../../domain/report/plan-lines.ts';
import { withOwnCommand } from '../../domain/session/own-command.ts';
import { reuse } from '../../domain/session/reuse.ts';
import { checkNetwork, checkRenewal, type RenewSessionDeps } from './renew-session.ts';
import type { SessionWork } from './session-work.ts';
import { listFaults, noteRoles } from './warn-of-file.ts';

export interface RehearseLoginDeps extends RenewSessionDeps {
  printJson(value: Record<string, unknown>): void;
}

/** @throws AwsMfaError `configuration`, as the login itself would */
export async function rehearseLogin(
  work: SessionWork,
  json: boolean,
  deps: RehearseLoginDeps,
): Promise<void> {
  const { paths, shownPaths, files, plan, request, minRemaining } = work;
  const reusable = reuse(plan, minRemaining, deps.now())?.expiration;
  if (!reusable) {
    await checkNetwork(plan, deps);
    await checkRenewal(plan, paths, deps);
  }
  listFaults(files, shownPaths.credentials, deps.say);
  noteRoles(files, plan, deps.say);
  const rehearsal = {
    plan,
    lines: planLines(work),
    reusable,
    code: withOwnCommand(request.code, plan.codeCommand, deps.environment),
    credentialsFile: shownPaths.credentials,
    configFile: shownPaths.config,
  };
  if (json) deps.printJson(dryRunJson({ ...rehearsal, credentialsFile: paths.credentials }));
  else dryRunLines(rehearsal).forEach((line) => deps.say('plain', line));
}
