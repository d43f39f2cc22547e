/** The address of STS, by the SDK's own rules: regions, partitions, FIPS, dual-stack. */
import { STSClient } from '@aws-sdk/client-sts';
import type { Network } from './network.ts';
import { NOTHING_AMBIENT } from './nothing-ambient.ts';

/** Where STS is. */
export interface StsTarget {
  region: string;
  /** Only where the person has set one; else the SDK knows the region's own. */
  endpoint: string | undefined;
  fips: boolean;
  dualstack: boolean;
  network: Network;
}

export function stsAddress({ region, endpoint, fips, dualstack }: Omit<StsTarget, 'network'>): URL {
  if (endpoint) return new URL(endpoint);
  const rules = new STSClient({ region, ...NOTHING_AMBIENT }).config.endpointProvider;
  return rules({ Region: region, UseFIPS: fips, UseDualStack: dualstack, UseGlobalEndpoint: false }).url;
}
