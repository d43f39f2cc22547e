/** The connections that fit a network: direct ones, or through its proxy, whose part is loaded only then. */
import { connections, type Connections } from './connections.ts';
import type { Network } from './network.ts';

/** @param patience milliseconds for a connection to stand; through a proxy, again for the handshake */
export async function openConnections({ proxy, ca }: Network, patience: number): Promise<Connections> {
  if (!proxy) return connections(ca, patience);
  const { proxiedConnections } = await import('./proxied-agents.ts');
  return proxiedConnections({ proxy, ...(ca === undefined ? {} : { ca }) }, patience);
}
