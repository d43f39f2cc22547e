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
 * @param timeoutMs milliseconds for all of it
 */
export async function reach(
  url: string,
  network: Network,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Reached> {
  const agents = await openConnections(network, timeoutMs);
  const late = AbortSignal.timeout(timeoutMs);
  try {
    const { statusCode, headers } = await headOf(new URL(url), agents, AbortSignal.any([signal, late]));
    // A proxy that forwards plain http speaks for itself, in the place of an answer.
    if (network.proxy && statusCode === 407)
      throw Object.assign(new Error(), { $response: { statusCode, headers } });
    const date = new Date(headers.date ?? NaN);
    return { kind: 'answer', date: Number.isNaN(date.getTime()) ? undefined : date };
  } catch (error) {
    const wrong = readError(late.aborted ? late.reason : error, false, { network }, agents);
    return wrong.kind === 'failure' ? wrong : { kind: 'answer', date: wrong.serverDate };
  }
}

async function headOf(url: URL, agents: Connections, signal: AbortSignal): Promise<IncomingMessage> {
  const isSecure = url.protocol === 'https:';
  const asked = isSecure
    ? httpsRequest(url, { agent: agents.https, signal })
    : httpRequest(url, { agent: agents.http, signal });
  const [answer] = (await once(asked.end(), 'response')) as [IncomingMessage];
  answer.destroy();
  return answer;
}
