/** `aws-mfa login --dry-run`: says what a login would do, and does nothing. */
import { planLines } from '../../login/explain-plan.ts';
import { checkCodeCommand, codeSourceName } from '../../login/code-source.ts';
import { reuse } from '../../login/watch-session.ts';
import { checkNetwork, checkWrite } from '../../login/renew-session.ts';
import { type LoginPlan, originOf } from '../../login/plan-session.ts';
import { allFileNotes, noteRoles } from '../../login/file-notes.ts';
import { faultsOf } from '../../shared-files/tool-differences.ts';
import { formatLocal, formatExpiry } from '../../session/duration-and-expiry.ts';
import { configHeader, profilesOf } from '../../profiles/profile.ts';
import { storedSession, sessionKeyNames, staleKeys } from '../../session/session-keys.ts';
import type { Context } from '../../context.ts';

/** @throws AwsMfaError `configuration`, as the login itself would */
export async function dryRun(plan: LoginPlan, json: boolean, context: Context): Promise<void> {
  const { output } = context;
  const reusable = reuse(plan, plan.minRemaining, context.clock.now())?.expiration;
  if (!reusable) {
    if (plan.unrenewable) throw plan.unrenewable;
    await checkNetwork(plan.network, context);
    await checkWrite(plan, context);
  }
  const notes = allFileNotes(faultsOf(plan.files.credentialsFile), plan.shownPaths.credentials);
  notes.forEach((note) => output.say('note', note));
  noteRoles(plan, output.say);
  checkCodeCommand(plan.code, context.environment);
  if (json) output.printJson(dryRunJson(plan, reusable));
  else dryRunLines(plan, reusable).forEach((line) => output.say('plain', line));
}

/** @param reusable expiry of the stored session, if it would be reused */
export function dryRunLines(plan: LoginPlan, reusable: Date | undefined): string[] {
  return [...planLines(plan), ...actions(plan, reusable), 'Dry run: nothing was sent or written.'];
}

function actions(plan: LoginPlan, reusable: Date | undefined): string[] {
  const { mfaProfile, stored, shownPaths, regionToCopy } = plan;
  const header = configHeader(mfaProfile, profilesOf(plan.files));
  if (reusable) return [`would do nothing: session [${mfaProfile}] expires at ${formatLocal(reusable)}`];
  const origin = originOf(plan);
  const recorded = plan.record.map(([key]) => key);
  const stale = staleKeys(origin).filter((key) => stored?.has(key));
  return [
    codeLine(plan),
    `would ${stored ? 'change' : 'add'} [${mfaProfile}] in ${shownPaths.credentials}: ${sessionKeyNames(origin).join(', ')}`,
    ...(stale.length > 0 ? [`would remove from it: ${stale.join(', ')}`] : []),
    ...(recorded.length > 0
      ? [`would record in [${header}] in ${shownPaths.config}: ${recorded.join(', ')}`]
      : []),
    ...(regionToCopy
      ? [`would write region = ${regionToCopy.value} to [${header}] in ${shownPaths.config}`]
      : []),
  ];
}

function codeLine({ serialNumber: { value: device }, code }: LoginPlan): string {
  switch (code.kind) {
    case 'ask':
      return `would prompt for a code from ${device}`;
    case 'nobody':
      return `would fail: a code from ${device} is needed, but aws-mfa cannot prompt for it (${code.why})`;
    case 'given':
    case 'stdin':
    case 'command':
      return `would read the code of ${device} from ${codeSourceName(code)}`;
  }
}

export function dryRunJson(plan: LoginPlan, reusable: Date | undefined): Record<string, unknown> {
  const expiration = reusable ?? (plan.stored && storedSession(plan.stored, originOf(plan)))?.expiration;
  return {
    dry_run: true,
    profile: plan.mfaProfile,
    source_profile: plan.base.name,
    serial_number: plan.serialNumber.value,
    ...(plan.role && { role_arn: plan.role.arn.value }),
    region: plan.region.value,
    duration_seconds: plan.duration.value,
    proxy: plan.network.proxy?.value.name ?? null,
    ca_bundle: plan.network.caBundle?.value ?? null,
    expiration: expiration ? formatExpiry(expiration) : null,
    would_reuse: reusable !== undefined,
    credentials_file: plan.paths.credentials,
  };
}
