/** Why AWS did not tell whose keys these are. No code was in the question, so that none can be spent. */
import { AwsMfaError } from '../../errors.ts';
import { explainRefusal, type CallContext } from '../sts/explain-refusal.ts';
import { refusalReason, type Refusal } from '../sts/sts-refusal.ts';

/** @param call what the question was put with, as far as it may be said */
export function explainQuestionRefusal(
  refusal: Refusal,
  call: Omit<CallContext, 'serialNumber' | 'corrected'>,
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
  const serialNumber = { value: '', from: '' };
  return explainRefusal(refusal, { ...call, serialNumber, corrected: false }, now);
}

/** @param endpoint `STS in us-east-1`, or the host of an endpoint of the person's own */
export function explainQuestionFailure(reason: string, endpoint: string, cause: unknown): AwsMfaError {
  return new AwsMfaError(
    'unreachable',
    `${endpoint} could not be asked (${reason}).`,
    'Check the network connection, the region and the endpoint, then try again.',
    cause,
  );
}
