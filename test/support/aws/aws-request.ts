/** A request as it came over the wire, and its parameters: a form body, or the query of a GET. */
import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';

export interface AwsRequest {
  method: string;
  url: URL;
  /** Lower-case names. */
  headers: Record<string, string>;
  body: Buffer;
  params: Record<string, string>;
}

/** Reads the body to its end. Rejects if the client goes away before. */
export async function readRequest(message: IncomingMessage): Promise<AwsRequest> {
  const body = await buffer(message);
  const url = new URL(message.url ?? '/', `http://${message.headers.host ?? 'localhost'}`);
  const form = message.method === 'POST' ? new URLSearchParams(body.toString('utf8')) : url.searchParams;
  return {
    method: message.method ?? 'GET',
    url,
    headers: readHeaders(message),
    body,
    params: Object.fromEntries(form),
  };
}

/** Headers given twice are joined by a comma, as a signature counts them. */
export function readHeaders(message: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(message.headersDistinct).map(([name, values = []]) => [name, values.join(',')]),
  );
}
