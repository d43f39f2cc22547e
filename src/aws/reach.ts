/** Tries whether a server can be reached, and reads its clock. The request holds nothing personal. */
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Connections } from './connections.ts';
import type { Network } from './network.ts';
import type { Reached } from './calls.ts';
import { openConnections, readError } from './client.ts';

/**
 * Never rejects.
 * @param patience milliseconds for all of it
 */
export async function reach(
  url: string,
  network: Network,
  patience: number,
  signal: AbortSignal,
): Promise<Reached> {
  const lines = await openConnections(network, patience);
  const late = AbortSignal.timeout(patience);
  try {
    const { statusCode, headers } = await headOf(new URL(url), lines, AbortSignal.any([signal, late]));
    // A proxy that forwards plain http speaks for itself, in the place of an answer.
    if (network.proxy && statusCode === 407)
      throw Object.assign(new Error(), { $response: { statusCode, headers } });
    const date = new Date(headers.date ?? NaN);
    return { kind: 'answer', date: Number.isNaN(date.getTime()) ? undefined : date };
  } catch (error) {
    const wrong = readError(late.aborted ? late.reason : error, false, { network }, lines);
    return wrong.kind === 'failure' ? wrong : { kind: 'answer', date: wrong.serverDate };
  }
}

async function headOf(url: URL, lines: Connections, signal: AbortSignal): Promise<IncomingMessage> {
  const isSecure = url.protocol === 'https:';
  const asked = isSecure
    ? httpsRequest(url, { agent: lines.https, signal })
    : httpRequest(url, { agent: lines.http, signal });
  const [answer] = (await once(asked.end(), 'response')) as [IncomingMessage];
  answer.destroy();
  return answer;
}
