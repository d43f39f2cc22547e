/** Answers a request as AWS does: finds the action and the caller, verifies the signature, runs the action. */
import { accountOf, partitionOf } from './accounts.ts';
import { type Action, sts } from './action.ts';
import { findAction } from './actions.ts';
import { answerS3, S3 } from './answer-s3.ts';
import { type Answer, errorAnswer, resultAnswer } from './answer.ts';
import { readAuthorization } from './authorization.ts';
import type { AwsRequest } from './aws-request.ts';
import { identifyCaller, ownerOf } from './identify-caller.ts';
import { Refusal } from './refusal.ts';
import type { AwsState, Caller } from './state.ts';
import { verifySigV4 } from './verify-sigv4.ts';

/** The answer may be a refusal. */
export async function answerRequest(request: AwsRequest, state: AwsState): Promise<Answer> {
  if (requestedService(request) === S3) return answerS3(request, state);
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

/** Of S3, a request says no action, so that its signature has to tell. */
function requestedService({ headers }: AwsRequest): string | undefined {
  return /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(headers['authorization'] ?? '')?.[1];
}

async function authenticate(request: AwsRequest, { api }: Action, state: AwsState): Promise<Caller> {
  const authorization = readAuthorization(request);
  const { caller, keys } = identifyCaller(request, authorization.accessKeyId, state);
  const scope = { service: api.service, region: api.isGlobal ? signingRegion(caller) : undefined };
  await verifySigV4(request, authorization, keys, scope, state.now());
  const used = caller.session ? undefined : ownerOf(authorization.accessKeyId, state.users)?.key;
  const { service, region } = authorization;
  if (used) used.lastUsed = { date: new Date(state.now()), service, region };
  if (state.regionDisabled && api === sts) throw regionDisabled(caller);
  return caller;
}

/** Where the global services of a partition are signed for. */
function signingRegion({ user }: Caller): string {
  const regions: Record<string, string> = { 'aws-cn': 'cn-north-1', 'aws-us-gov': 'us-gov-west-1' };
  return regions[partitionOf(user)] ?? 'us-east-1';
}

function regionDisabled({ user }: Caller): Refusal {
  return new Refusal(
    'RegionDisabledException',
    `STS is not activated in this region for account:${accountOf(user)}. ` +
      'Your account administrator can activate STS in this region using the IAM Console.',
  );
}
