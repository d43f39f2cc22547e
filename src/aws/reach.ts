/** Checks whether a server can be reached, and reads its clock. The request holds no credentials. */
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Reached } from './calls.ts';
import { dateOf, readError } from './client.ts';
import { openConnections } from './connections.ts';
import type { NetworkPlan } from './network.ts';

/** Never rejects. @param timeoutMs milliseconds for everything */
export async function reach(
  url: string,
  network: NetworkPlan,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Reached> {
  const connections = await openConnections(network, timeoutMs);
  const timeout = AbortSignal.timeout(timeoutMs);
  const options = { signal: AbortSignal.any([signal, timeout]) };
  try {
    const request = url.startsWith('https:')
      ? httpsRequest(url, { ...options, agent: connections.https })
      : httpRequest(url, { ...options, agent: connections.http });
    const [answer] = (await once(request.end(), 'response')) as [IncomingMessage];
    answer.destroy();
    const { statusCode, headers } = answer;
    // A proxy that forwards plain http answers this itself.
    if (network.proxy && statusCode === 407)
      throw Object.assign(new Error(), { $response: { statusCode, headers } });
    return { kind: 'answer', date: dateOf(headers.date) };
  } catch (error) {
    const reply = readError(timeout.aborted ? timeout.reason : error, false, network, connections);
    return reply.kind === 'failure' ? reply : { kind: 'answer', date: reply.serverDate };
  }
}
