/** An HTTP answer before it is sent, and the two kinds that AWS gives: a result and an error. */
import { randomUUID } from 'node:crypto';
import type { Action, Api } from './action.ts';
import type { Refusal } from './refusal.ts';
import { type XmlTree, document } from './xml.ts';

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** AWS' successful answer to an action. */
export function resultAnswer(action: Action, result: XmlTree): Answer {
  const requestId = randomUUID();
  return xmlAnswer(200, requestId, `${action.name}Response`, action.api, {
    [`${action.name}Result`]: result,
    ResponseMetadata: { RequestId: requestId },
  });
}

/** AWS' error answer; 5xx is the receiver's fault, all else the sender's. */
export function errorAnswer({ status, code, message }: Refusal, api: Api): Answer {
  const requestId = randomUUID();
  const type = status >= 500 ? 'Receiver' : 'Sender';
  return xmlAnswer(status, requestId, 'ErrorResponse', api, {
    Error: { Type: type, Code: code, Message: message },
    RequestId: requestId,
  });
}

function xmlAnswer(status: number, requestId: string, root: string, api: Api, tree: XmlTree): Answer {
  const headers = { 'content-type': 'text/xml', 'x-amzn-requestid': requestId };
  return { status, headers, body: document(root, api.namespace, tree) };
}
