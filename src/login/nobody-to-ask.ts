/** The error if a code is needed and nobody can be asked, and the login that it names. */
import type { Context } from '../context.ts';
import { AwsMfaError } from '../errors.ts';
import { mfaProfileOf } from '../profiles/mfa-record.ts';
import { profileFlag, profilesOf } from '../profiles/profile.ts';
import { type Sourced, isGivenBy } from '../source.ts';
import { option, shellCommand } from '../text/shell-command.ts';
import type { LoginPlan } from './plan-session.ts';

/**
 * @param why for people: `CI is set`
 * @param wrapper the program under which this one could ask, if there is one
 */
export async function nobodyToAsk(
  why: string,
  plan: LoginPlan,
  { terminal, processes }: Context,
  wrapper?: string,
): Promise<AwsMfaError> {
  const agent = await terminal.agent();
  const login = ['login', ...loginFlags(plan)];
  const error = (reason: string, hint: string) =>
    new AwsMfaError(
      'nobody_to_ask',
      `An MFA code is needed, but aws-mfa cannot prompt for it: ${reason}.`,
      hint,
    );
  if (agent !== undefined) {
    // The hint leads to the user, and never asks for a code.
    const wait = shellCommand('aws-mfa', ...login, '--no-input', '--wait', '5m');
    return error(
      `an AI agent (${agent}) runs this command`,
      `Ask the user to run in a terminal:\n${shellCommand('aws-mfa', ...login)}\nThen wait until the session is there:\n${wait}`,
    );
  }
  const here =
    wrapper === undefined
      ? ''
      : `To be asked for it here, run:\n${shellCommand(wrapper, processes.program, ...login)}\n`;
  return error(
    why,
    `${here}Pass the code with \`--token CODE\`, with \`--token -\` (standard input), in AWS_MFA_TOKEN, or with \`--token-command COMMAND\`.`,
  );
}

/** The options of the login that gets the session of this plan. */
export function loginFlags(plan: LoginPlan): string[] {
  const { base, mfaProfile, role, serialNumber, stored, files } = plan;
  // The stored session of a role is renewed by its section.
  if (role && stored?.get('x_principal_arn') === role.arn.value) return option('--profile', mfaProfile);
  const section = role ? undefined : mfaProfileOf(base.name, profilesOf(files));
  // What was typed is in no file.
  const typed = (name: string, value: Sourced<string> | undefined) =>
    value && isGivenBy(value.source, name) ? option(name, value.value) : [];
  return [
    ...profileFlag(base.name),
    ...(role ? option('--role-arn', role.arn.value) : []),
    ...typed('--role-session-name', role?.sessionName),
    ...typed('--external-id', role?.externalId),
    ...(section === mfaProfile ? [] : option('--mfa-profile', mfaProfile)),
    ...typed('--serial-number', serialNumber),
  ];
}
