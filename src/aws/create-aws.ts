/**
 * AWS as the commands see it: every call a plain function, through the proxy and with the certificates that the
 * settings name. What a call needs is loaded when one is made.
 */
import type { Aws } from '../context.ts';
import { FOR_KEYS, NESTED } from '../environment.ts';
import { AwsMfaError } from '../errors.ts';
import type { Sourced } from '../source.ts';
import { once } from '../text/memoize.ts';
import type { Network, NetworkPlan } from './network.ts';

/** Milliseconds for STS to be reached if that is all that is wanted. */
const REACH_TIMEOUT = 5_000;

/** Milliseconds for all that the doctor asks AWS. */
const QUESTIONS_TIMEOUT = 10_000;

/** Milliseconds for a `credential_process`: long enough to look for a key and touch it. */
const PROCESS_TIMEOUT = 60_000;

export interface AwsSettings {
  process: NodeJS.Process;
  /** The user's home folder, called when it is needed. */
  home: () => string;
  signal: AbortSignal;
  /** Listens for signals from now on. */
  listen: () => void;
  /** Loads all that is needed to write a session. */
  loadWriter: () => Promise<unknown>;
}

export function createAws({ process, home, signal, listen, loadWriter }: AwsSettings): Aws {
  const { env } = process;
  const sts = once(async () => {
    silenceSdk(env);
    return (await import('./sts.ts')).createSts();
  });
  const certificates = once(async (setting: Sourced<string>) =>
    (await import('./ca-bundle.ts')).readCaBundle(setting, home()),
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
    loadSts: () => void Promise.all([sts(), loadWriter()]).catch(() => undefined),
    connectSts: (target) =>
      void sts()
        .then(async (loaded) => loaded.connect(await withNetwork(target)))
        .catch(() => undefined),
    getSession: async (call) => {
      // A code is spent only when all that is needed to keep the session is at hand, whoever replaces our files.
      const [loaded] = await Promise.all([sts(), loadWriter()]);
      return loaded.getSession(await withNetwork(call));
    },
    getCallerIdentity: async (call) => {
      silenceSdk(env);
      const { getCallerIdentity } = await import('./iam.ts');
      return getCallerIdentity(await withNetwork(call));
    },
    listMfaDevices: async (call) => {
      silenceSdk(env);
      const { listMfaDevices } = await import('./iam.ts');
      return listMfaDevices(await withNetwork(call));
    },
    listAccessKeys: async (call) => {
      silenceSdk(env);
      const { listAccessKeys } = await import('./iam.ts');
      return listAccessKeys(await withNetwork(call));
    },
    reach: async (url, network, stop) => {
      const { reach } = await import('./reach.ts');
      return reach(url, await networkOf(network, certificates), REACH_TIMEOUT, stop);
    },
    late: () => AbortSignal.any([signal, lateSignal()]),
    keysOfProcess: async (command) => {
      listen();
      const [{ keysOfProcess }, { stopDescendants }] = await Promise.all([
        import('./credential-process.ts'),
        import('../system/processes/stop-tree.ts'),
      ]);
      // The SDK hands its own environment on, so that this is where the process can be told whose it is.
      env[NESTED] = FOR_KEYS;
      return keysOfProcess(command, {
        timeoutMs: PROCESS_TIMEOUT,
        signal,
        stop: () => stopDescendants(process),
      });
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

function lateSignal(): AbortSignal {
  const late = new AbortController();
  const message = `AWS did not answer within ${QUESTIONS_TIMEOUT / 1000} seconds.`;
  const error = new AwsMfaError('no_answer', message, 'Try again in a moment.');
  setTimeout(() => late.abort(error), QUESTIONS_TIMEOUT).unref();
  return late.signal;
}
