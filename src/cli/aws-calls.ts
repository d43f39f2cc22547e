/** The calls to AWS as plain functions for the commands. The SDK is loaded when the first call is made. */
import type { Network, NetworkPlan } from '../aws/network.ts';
import type { DoctorDeps } from '../commands/doctor/doctor.ts';
import type { LoginDeps } from '../commands/login/login.ts';
import type { Sourced } from '../source.ts';
import { once } from '../text/memoize.ts';

export type AwsCalls = Pick<
  LoginDeps,
  'checkCaBundle' | 'loadSts' | 'connectSts' | 'getSession' | 'getCallerIdentity' | 'listMfaDevices'
> &
  Pick<DoctorDeps, 'reach' | 'listAccessKeys'>;

/** Milliseconds for STS to be reached where that is all that is wanted. */
const REACH_PATIENCE = 5_000;

export interface AwsCallsDeps {
  env: NodeJS.ProcessEnv;
  /** The person's home folder, where it is needed. */
  home: () => string;
  /** Loads all that is needed to keep a session. */
  loadKeeping: () => Promise<unknown>;
}

export function createAwsCalls({ env, home, loadKeeping }: AwsCallsDeps): AwsCalls {
  const sts = once(async () => {
    silenceSdk(env);
    return (await import('../aws/sts.ts')).createSts();
  });
  const certificates = once(async (setting: Sourced<string>) =>
    (await import('../aws/ca-bundle.ts')).readCaBundle(setting, home()),
  );
  const withNetwork = async <Call extends { network: NetworkPlan }>(call: Call) => ({
    ...call,
    network: await networkOf(call.network, certificates),
  });
  return {
    checkCaBundle: async (setting) => {
      await certificates(setting);
    },
    // What goes wrong ahead of the call goes wrong again with the call, and is told then.
    loadSts: () => void Promise.all([sts(), loadKeeping()]).catch(() => undefined),
    connectSts: (target) =>
      void sts()
        .then(async (loaded) => loaded.connect(await withNetwork(target)))
        .catch(() => undefined),
    getSession: async (call) => {
      // A code is spent only when all that is needed to keep the session is at hand, whoever replaces our files.
      const [loaded] = await Promise.all([sts(), loadKeeping()]);
      return loaded.getSession(await withNetwork(call));
    },
    getCallerIdentity: async (call) => {
      silenceSdk(env);
      const { getCallerIdentity } = await import('../aws/iam.ts');
      return getCallerIdentity(await withNetwork(call));
    },
    listMfaDevices: async (call) => {
      silenceSdk(env);
      const { listMfaDevices } = await import('../aws/iam.ts');
      return listMfaDevices(await withNetwork(call));
    },
    listAccessKeys: async (call) => {
      silenceSdk(env);
      const { listAccessKeys } = await import('../aws/iam.ts');
      return listAccessKeys(await withNetwork(call));
    },
    reach: async (url, network, signal) => {
      const { reach } = await import('../aws/reach.ts');
      return reach(url, await networkOf(network, certificates), REACH_PATIENCE, signal);
    },
  };
}

/** The SDK announces which Node versions it will drop; that is for us to follow, not for the person to read. */
function silenceSdk(env: NodeJS.ProcessEnv): void {
  env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
}

/** The way to AWS as the adapters want it: the certificates themselves, and no word of where each came from. */
async function networkOf(
  { proxy, caBundle }: NetworkPlan,
  certificates: (setting: Sourced<string>) => Promise<string>,
): Promise<Network> {
  return {
    ...(proxy && { proxy: proxy.value }),
    ...(caBundle && { ca: await certificates(caBundle) }),
  };
}
