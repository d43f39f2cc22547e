/** Faults for `aws.next(…)`: answers of AWS when it is busy or broken, of proxies, and of AWS-compatible servers. */
import { sts } from './aws/action.ts';
import { type Answer, errorAnswer } from './aws/answer.ts';
import type { Fault } from './aws/faults.ts';
import { Refusal } from './aws/refusal.ts';
import { document, elements } from './aws/xml.ts';

/** An error in AWS' own form, whatever the request was. */
export function awsError(code: string, message: string, status: number): Fault {
  return { instead: errorAnswer(new Refusal(code, message, status), sts) };
}

export const throttling = awsError('Throttling', 'Rate exceeded', 400);
export const internalFailure = awsError('InternalFailure', 'The request processing has failed.', 500);
export const serviceUnavailable = awsError('ServiceUnavailable', 'Service is temporarily unavailable.', 503);

/** S3's form of an error: `<Error>` is the root, and there is no namespace. */
export function s3Error(code: string, message: string, status = 403): Fault {
  return xml(status, elements({ Error: { Code: code, Message: message, RequestId: 'A1B2C3' } }));
}

/** An older form of AWS' errors: `<Error>` within `<Errors>`. */
export function wrappedError(code: string, message: string, status = 403): Fault {
  const tree = { Errors: { Error: { Code: code, Message: message } }, RequestID: 'A1B2C3' };
  return xml(status, document('ErrorResponse', sts.namespace, tree));
}

export function garbageXml(status = 200): Fault {
  return xml(status, '<GetSessionTokenResponse><<Credentials &nope; </oops>');
}

/** The answer of a captive portal or a company's proxy. */
export function html(
  status = 200,
  body = '<!DOCTYPE html><html><body><h1>Sign in</h1><br></body></html>',
): Fault {
  return { instead: { status, headers: { 'content-type': 'text/html' }, body } };
}

export function empty(status: number): Fault {
  return { instead: { status, headers: {}, body: '' } };
}

/** A real success with the text of one element replaced; `&`, `<` and `>` are for the caller to escape. */
export function withElement(name: string, value: string): Fault {
  return changedBody((body) => body.replace(elementNamed(name), () => `<${name}>${value}</${name}>`));
}

/** A real success without one of its elements. */
export function withoutElement(name: string): Fault {
  return changedBody((body) => body.replace(elementNamed(name), ''));
}

/** A real success without the xmlns attribute. */
export const withoutNamespace = changedBody((body) => body.replace(/ xmlns="[^"]*"/, ''));

function elementNamed(name: string): RegExp {
  return new RegExp(`<${name}>[^<]*</${name}>`);
}

function changedBody(change: (body: string) => string): Fault {
  return { change: (answer: Answer) => ({ ...answer, body: change(answer.body) }) };
}

function xml(status: number, body: string): Fault {
  return { instead: { status, headers: { 'content-type': 'text/xml' }, body } };
}
