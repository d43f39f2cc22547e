/** Explains why AWS did not answer a question that needs no code. */
import { DEFAULT } from '../source.ts';
import { AwsMfaError } from '../errors.ts';
import type { NetworkPlan } from './network.ts';
import { beforeSending, howItAnswered } from './explain-failure.ts';
import { type CallContext, explainRefusal } from './explain-refusal.ts';
import type { Failure, Refusal } from './calls.ts';
import { refusalReason } from './refusal.ts';

/** Nothing of what a call for a session has besides. */
const NO_CALL: Pick<CallContext, 'serialNumber' | 'corrected' | 'role' | 'duration'> = {
  serialNumber: { value: '', source: DEFAULT },
  corrected: false,
  role: undefined,
  duration: { value: 0, source: DEFAULT },
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
      'unusable_answer',
      `AWS gave no usable answer (HTTP ${refusal.status}, ${refusal.code}; asked: ${call.endpoint}).`,
      'Try again in a moment; if it stays so, check the endpoint and any proxy on the way.',
    );
  }
  if (reason === 'clock-off') {
    return new AwsMfaError(
      'clock_off',
      "This machine's clock is off, and it could not be corrected for.",
      'Set the clock (most systems: switch on network time), then try again.',
    );
  }
  return explainRefusal(refusal, { ...call, ...NO_CALL }, now);
}

/** The answer was read, and it is not what was asked for. @param endpoint as people would say it */
export function explainNoArn(endpoint: string): AwsMfaError {
  return new AwsMfaError(
    'unusable_answer',
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
  return new AwsMfaError(isBeforeSending(failure) ? 'not_reached' : 'no_answer', what, remedy, failure.cause);
}

/** Whether the question, as far as anybody can tell, has not come to AWS. */
function isBeforeSending({ sent, proxy }: Failure): boolean {
  return !sent || proxy !== undefined;
}

/** The same as two sentences. */
export function noAnswer(
  failure: Failure,
  endpoint: string,
  network: NetworkPlan,
): [what: string, remedy: string] {
  if (isBeforeSending(failure)) return beforeSending(failure, endpoint, network);
  return [
    `${endpoint} ${howItAnswered(failure.reason)} (${failure.reason}).`,
    'Try again in a moment; if it stays so, check the endpoint and any proxy on the way.',
  ];
}
