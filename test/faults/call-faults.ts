/** What goes wrong at a call to AWS that changes something: with and without its being handled. */
import type { Answer } from '../support/aws/answer.ts';
import type { Fault } from '../support/aws/faults.ts';

/** An error as IAM sends it. */
export const refusal = (status: number, code: string): Answer => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`,
});

export const FAULTS: [what: string, fault: Fault][] = [
  ['dropped, not handled', { drop: 'after reading' }],
  ['dropped, handled', { drop: 'after deciding' }],
  ['503', { instead: refusal(503, 'ServiceUnavailable') }],
  ['denied', { instead: refusal(403, 'AccessDenied') }],
];
