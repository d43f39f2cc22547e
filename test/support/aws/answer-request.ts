/** From a request to AWS' answer: which action, who calls, is the signature good, then the action itself. */
import { accountOf } from './accounts.ts';
import type { Action } from './action.ts';
import { sts } from './action.ts';
import { findAction } from './actions.ts';
import type { Answer } from './answer.ts';
import { errorAnswer, resultAnswer } from './answer.ts';
import { readAuthorization } from './authorization.ts';
import type { AwsRequest } from './aws-request.ts';
import { identifyCaller } from './identify-caller.ts';
import { Refusal } from './refusal.ts';
import type { AwsState, Caller } from './state.ts';
import { verifySigV4 } from './verify-sigv4.ts';

/** AWS' answer, a refusal being one too. */
export async function answerRequest(request: AwsRequest, state: AwsState): Promise<Answer> {
  let api = sts;
  try {
    const action = findAction(request.params);
    api = action.api;
    const caller = await authenticate(request, action, state);
    return resultAnswer(action, action.answer(request.params, caller, state));
  } catch (error) {
    if (error instanceof Refusal) return errorAnswer(error, api);
    throw error;
  }
}

async function authenticate(request: AwsRequest, { api }: Action, state: AwsState): Promise<Caller> {
  const authorization = readAuthorization(request);
  const { caller, keys } = identifyCaller(request, authorization.accessKeyId, state);
  await verifySigV4(request, authorization, keys, api.service, state.now());
  if (state.regionDisabled && api === sts) throw regionDisabled(caller);
  return caller;
}

function regionDisabled({ user }: Caller): Refusal {
  return new Refusal(
    'RegionDisabledException',
    `STS is not activated in this region for account:${accountOf(user)}. ` +
      'Your account administrator can activate STS in this region using the IAM Console.',
  );
}
