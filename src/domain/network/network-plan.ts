/** The way to AWS, as far as the person has set it: through which proxy, and whose certificates are believed. */
import type { Environment } from '../environment.ts';
import type { Profile } from '../profiles/profile.ts';
import type { SharedFilePaths } from '../profiles/shared-file-paths.ts';
import { wholeSource, type Sourced } from '../sourced.ts';
import { chooseCaBundle } from './ca-bundle.ts';
import { chooseProxy } from './choose-proxy.ts';
import type { Proxy } from './read-proxy.ts';

export interface NetworkPlan {
  proxy?: Sourced<Proxy>;
  /** Path of a file in PEM. What is in it is believed, and nothing else. */
  caBundle?: Sourced<string>;
  /** Said where a setting is passed over. */
  note?: string;
}

/**
 * @param target the address that will be asked
 * @throws AwsMfaError `configuration`
 */
export function planNetwork(
  target: string,
  environment: Environment,
  base: Profile | undefined,
): NetworkPlan {
  const caBundle = chooseCaBundle(environment, base);
  return { ...chooseProxy(target, environment.proxies), ...(caBundle && { caBundle }) };
}

/** Where each of it came from, a line each; nothing where nothing is set. */
export function networkLines({ proxy, caBundle }: NetworkPlan, paths: SharedFilePaths): string[] {
  return [
    ...(proxy ? [`proxy: ${proxyName(proxy)}`] : []),
    ...(caBundle ? [`certificates: ${caBundle.value} (${wholeSource(caBundle, paths)})`] : []),
  ];
}

/** `proxy.example.com:8080 (HTTPS_PROXY)` */
export function proxyName({ value, from }: Sourced<Proxy>): string {
  return `${value.name} (${from})`;
}
