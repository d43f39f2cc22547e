/** The connections that fit a network: direct ones, or through its proxy, whose part is loaded only then. */
import { connections, type Connections } from './connections.ts';
import type { Network } from './network.ts';

/** @param patience milliseconds for a proxied connection to stand */
export async function openConnections({ proxy, ca }: Network, patience: number): Promise<Connections> {
  if (!proxy) return connections(ca);
  const { proxiedConnections } = await import('./proxied-agents.ts');
  return proxiedConnections({ proxy, ...(ca === undefined ? {} : { ca }) }, patience);
}
