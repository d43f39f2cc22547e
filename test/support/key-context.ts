/** Keys and where to call AWS with them, for tests in memory. */
import type { KeyContext } from '../../src/aws/identity.ts';

export function keyContext(base: string, keys: KeyContext['keys']): KeyContext {
  const target = { region: 'eu-west-1', endpoint: undefined, fips: false, dualstack: false, network: {} };
  const iam = { ...target, region: 'us-east-1' };
  return { base, keys, sts: target, iam, lines: [], clockOffset: 0 };
}
