/** Why AWS did not tell whose keys these are. No code was in the question, so that none can be spent. */
import { AwsMfaError } from '../errors.ts';
import type { NetworkPlan } from './network.ts';
import { beforeSending, howItAnswered } from './explain-failure.ts';
import { type CallContext, explainRefusal } from './explain-refusal.ts';
import type { Failure, Refusal } from './calls.ts';
import { refusalReason, type RefusalReason } from './refusal.ts';

/** AWS does not take the keys; whoever has just typed them may type them again. */
export class WrongKeys extends AwsMfaError {}

const ABOUT_KEYS: readonly RefusalReason[] = ['unknown-key', 'wrong-secret', 'temporary-keys'];

/** Nothing of what a call for a session has besides. */
const NO_CALL = {
  serialNumber: { value: '', from: '' },
  corrected: false,
  role: undefined,
  duration: { value: 0, from: '' },
};

/** @param call what the question was put with, as far as it may be said */
export function explainQuestionRefusal(
  refusal: Refusal,
  call: Omit<CallContext, keyof typeof NO_CALL>,
  now: Date,
): AwsMfaError {
  const reason = refusalReason(refusal);
  if (reason === 'busy' || reason === 'unreadable') {
    return new AwsMfaError(
      'unreachable',
      `AWS gave no usable answer (HTTP ${refusal.status}, ${refusal.code}; asked: ${call.endpoint}).`,
      'Try again in a moment; if it stays so, check the endpoint and any proxy on the way.',
    );
  }
  if (reason === 'clock-off') {
    return new AwsMfaError(
      'refused',
      "This machine's clock is off, and it could not be corrected for.",
      'Set the clock (most systems: switch on network time), then try again.',
    );
  }
  const error = explainRefusal(refusal, { ...call, ...NO_CALL }, now);
  return ABOUT_KEYS.includes(reason) ? new WrongKeys(error.kind, error.message, error.remedy) : error;
}

/** The answer was read, and it is not what was asked for. @param endpoint as people would say it */
export function explainNoArn(endpoint: string): AwsMfaError {
  return new AwsMfaError(
    'unreachable',
    `${endpoint} answered without saying whose keys these are.`,
    'Check the endpoint and any proxy on the way, then try again.',
  );
}

/**
 * @param endpoint `STS in us-east-1`, or the host of an endpoint of the person's own
 * @param network the way that was taken
 */
export function explainQuestionFailure(
  failure: Failure,
  endpoint: string,
  network: NetworkPlan,
): AwsMfaError {
  const [what, remedy] = noAnswer(failure, endpoint, network);
  return new AwsMfaError('unreachable', what, remedy, failure.cause);
}

/** The same as two sentences. */
export function noAnswer(
  failure: Failure,
  endpoint: string,
  network: NetworkPlan,
): [what: string, remedy: string] {
  if (!failure.sent || failure.proxy) return beforeSending(failure, endpoint, network);
  return [
    `${endpoint} ${howItAnswered(failure.reason)} (${failure.reason}).`,
    'Try again in a moment; if it stays so, check the endpoint and any proxy on the way.',
  ];
}
