/** `aws-mfa login --dry-run`: says what a login would do, and does nothing. */
import { dryRunJson, dryRunLines } from '../domain/report/dry-run-report.ts';
import type { CodeSource } from '../domain/session/code-source.ts';
import { withOwnCommand } from '../domain/session/own-command.ts';
import type { LoginWork } from './login-work.ts';
import { checkNetwork, checkRenewal, type RenewSessionDeps } from './renew-session.ts';
import { listFaults, noteRoles } from './warn-of-file.ts';

export interface RehearseLoginDeps extends RenewSessionDeps {
  printJson(value: Record<string, unknown>): void;
}

/**
 * @param reusable expiry of the stored session, where it would be used again
 * @throws AwsMfaError `configuration`, as the login itself would
 */
export async function rehearseLogin(
  { options, paths, shownPaths, files, plan }: LoginWork,
  code: CodeSource,
  reusable: Date | undefined,
  deps: RehearseLoginDeps,
): Promise<void> {
  if (!reusable) {
    await checkNetwork(plan, deps);
    checkRenewal(plan, paths, deps);
  }
  listFaults(files, shownPaths.credentials, deps.say);
  noteRoles(files, plan, deps.say);
  const rehearsal = {
    plan,
    reusable,
    code: withOwnCommand(code, plan.codeCommand, deps.environment),
    credentialsFile: shownPaths.credentials,
    configFile: shownPaths.config,
  };
  if (options.json) deps.printJson(dryRunJson({ ...rehearsal, credentialsFile: paths.credentials }));
  else dryRunLines(rehearsal).forEach((line) => deps.say('plain', line));
}
