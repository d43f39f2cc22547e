/** Which proxy a request goes through, if any. */
import type { Sourced } from '../sourced.ts';
import { isExempt } from './no-proxy.ts';
import { isOtherKind, readProxy, type Proxy } from './read-proxy.ts';

/** The variables, in lower case where they are given in both. */
export interface ProxySettings {
  https: Sourced<string> | undefined;
  http: Sourced<string> | undefined;
  all: Sourced<string> | undefined;
  none: Sourced<string> | undefined;
}

export interface ChosenProxy {
  proxy?: Sourced<Proxy>;
  /** Said where a setting is passed over. */
  note?: string;
}

/**
 * The scheme of the target decides which variable counts; `ALL_PROXY` stands in for one that is not set, unless it
 * names a kind of proxy that the AWS CLI does not know either.
 * @param target the address that is asked
 * @throws AwsMfaError `configuration` where the variable holds no address
 */
export function chooseProxy(target: string, settings: ProxySettings): ChosenProxy {
  const url = new URL(target);
  const specific = url.protocol === 'https:' ? settings.https : settings.http;
  const set = specific ?? settings.all;
  if (!set || (settings.none && isExempt(url, settings.none.value))) return {};
  if (!specific && isOtherKind(set.value)) {
    return {
      note: `${set.from} is not an http or https proxy, and is passed over; the AWS CLI does so, too.`,
    };
  }
  return { proxy: { value: readProxy(set), from: set.from } };
}
