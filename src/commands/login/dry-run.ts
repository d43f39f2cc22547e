/** `aws-mfa login --dry-run`: says what a login would do, and does nothing. */
import { planLines } from '../../login/explain-plan.ts';
import { checkCodeCommand, codeSourceName } from '../../login/login-request.ts';
import { reuse } from '../../login/watch-session.ts';
import { checkNetwork, checkRenewal } from '../../login/renew-session.ts';
import { type LoginPlan, originOf } from '../../login/plan-session.ts';
import { listFaults, noteRoles } from '../../login/file-notes.ts';
import { formatLocal, formatExpiry } from '../../session/duration-and-expiry.ts';
import { configHeader } from '../../profiles/profile.ts';
import { storedSession, sessionKeyNames, staleKeys } from '../../session/session-keys.ts';
import type { Context } from '../../context.ts';

/** @throws AwsMfaError `configuration`, as the login itself would */
export async function rehearseLogin(plan: LoginPlan, json: boolean, context: Context): Promise<void> {
  const reusable = reuse(plan, plan.minRemaining, context.clock.now())?.expiration;
  if (!reusable) {
    await checkNetwork(plan.network, context);
    await checkRenewal(plan, context);
  }
  listFaults(plan.files, plan.shownPaths.credentials, context.output.say);
  noteRoles(plan, context.output.say);
  checkCodeCommand(plan.code, context.environment);
  if (json) context.output.printJson(dryRunJson(plan, reusable));
  else dryRunLines(plan, reusable).forEach((line) => context.output.say('plain', line));
}

/** @param reusable expiry of the stored session, where it would be used again */
export function dryRunLines(plan: LoginPlan, reusable: Date | undefined): string[] {
  return [...planLines(plan), ...actions(plan, reusable), 'Dry run: nothing was asked, called or written.'];
}

function actions(plan: LoginPlan, reusable: Date | undefined): string[] {
  if (reusable) return [`would do nothing: [${plan.mfaProfile}] is good until ${formatLocal(reusable)}`];
  const { shownPaths } = plan;
  const stale = staleKeys(originOf(plan)).filter((key) => plan.stored?.has(key));
  return [
    codeLine(plan),
    `would ${plan.stored ? 'change' : 'add'} [${plan.mfaProfile}] in ${shownPaths.credentials}: ${sessionKeyNames(originOf(plan)).join(', ')}`,
    ...(stale.length > 0 ? [`would remove from it: ${stale.join(', ')}`] : []),
    ...(plan.regionToCopy
      ? [
          `would write region = ${plan.regionToCopy} to [${configHeader(plan.mfaProfile)}] in ${shownPaths.config}`,
        ]
      : []),
  ];
}

function codeLine({ serialNumber, code }: LoginPlan): string {
  const device = serialNumber.value;
  switch (code.kind) {
    case 'ask':
      return `would ask for a code of ${device}`;
    case 'nobody':
      return `would stop: it needs a code of ${device}, and there is nobody to ask (${code.why})`;
    case 'given':
    case 'stdin':
    case 'command':
      return `would take the code of ${device} from ${codeSourceName(code)}`;
  }
}

export function dryRunJson(plan: LoginPlan, reusable: Date | undefined): Record<string, unknown> {
  const until = reusable ?? (plan.stored && storedSession(plan.stored, originOf(plan)))?.expiration;
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
    expiration: until ? formatExpiry(until) : null,
    would_reuse: reusable !== undefined,
    credentials_file: plan.paths.credentials,
  };
}
