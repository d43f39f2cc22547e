/**
 * AWS as the commands see it: every call a plain function, with the proxy and the certificates of its plan. The SDK is
 * loaded when a call needs it.
 */
import type { ChildProcess } from 'node:child_process';
import type { Aws } from '../context.ts';
import { FOR_KEYS, NESTED } from '../environment.ts';
import { AwsMfaError } from '../errors.ts';
import { memoizeFor, once } from '../text/memoize.ts';
import type { ProcessKeys } from './credential-process.ts';
import type { NetworkPlan } from './network.ts';

/** Milliseconds to reach STS if that is the only question. */
const REACH_TIMEOUT = 5_000;

/** Milliseconds for all questions of the doctor. */
const QUESTIONS_TIMEOUT = 10_000;

/** Milliseconds for a `credential_process`: enough to find a security key and touch it. */
const PROCESS_TIMEOUT = 60_000;

export interface AwsSettings {
  process: NodeJS.Process;
  /** The user's home folder. */
  home: () => string | undefined;
  signal: AbortSignal;
  /** Listens for signals from now on. */
  listen: () => void;
  /** Loads everything that is needed to write a session. */
  loadWriter: () => Promise<unknown>;
}

export function createAws({ process, home, signal, listen, loadWriter }: AwsSettings): Aws {
  const { env } = process;
  const withSdk = <T>(load: () => Promise<T>) =>
    once(() => {
      // The SDK announces which Node versions it will drop. That concerns us, not the user.
      env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
      return load();
    });
  const sts = withSdk(async () => (await import('./sts.ts')).createSts());
  const iam = withSdk(() => import('./iam.ts'));
  // Once per plan: it has one network, for which a connection may be open already.
  const trusting = memoizeFor(async (network: NetworkPlan): Promise<NetworkPlan> => {
    const { caBundle } = network;
    if (!caBundle) return network;
    return { ...network, ca: (await import('./ca-bundle.ts')).readCaBundle(caBundle, home()) };
  });
  const withCertificates = async <Call extends { network: NetworkPlan }>(call: Call): Promise<Call> => ({
    ...call,
    network: await trusting(call.network),
  });
  const runProcess = async (command: string) => {
    listen();
    const [{ keysOfProcess }, { stopTree }, { terminalName }] = await Promise.all([
      import('./credential-process.ts'),
      import('../system/processes/child-end.ts'),
      import('../system/processes/run-command.ts'),
    ]);
    // Its standard input is no terminal, but gpg, of `pass` for example, may have to ask for a passphrase.
    const terminal = env['GPG_TTY'] ? undefined : terminalName(process);
    if (terminal !== undefined) env['GPG_TTY'] = terminal;
    // The SDK passes its own environment on to the process.
    env[NESTED] = FOR_KEYS;
    const stop = (child: ChildProcess) => stopTree(child, process);
    return keysOfProcess(command, { timeoutMs: PROCESS_TIMEOUT, signal, stop });
  };
  // A store may ask the user each time.
  const fetched = new Map<string, Promise<ProcessKeys>>();
  return {
    checkCaBundle: async (network) => {
      await trusting(network);
    },
    // The call itself will fail in the same way, and report it.
    loadSts: () => void Promise.all([sts(), loadWriter()]).catch(() => undefined),
    connectSts: (target) =>
      void sts()
        .then(async (loaded) => loaded.connect(await withCertificates(target)))
        .catch(() => undefined),
    getSession: async (call) => {
      // Loaded before a code is used: an update could replace the program's files in the meantime.
      const [loaded] = await Promise.all([sts(), loadWriter()]);
      return loaded.getSession(await withCertificates(call));
    },
    assumeRole: async (call) => (await sts()).assumeRole(await withCertificates(call)),
    getCallerIdentity: async (call) => (await iam()).getCallerIdentity(await withCertificates(call)),
    listMfaDevices: async (call) => (await iam()).listMfaDevices(await withCertificates(call)),
    createVirtualDevice: async (call) => (await iam()).createVirtualDevice(await withCertificates(call)),
    enableDevice: async (call) => (await iam()).enableDevice(await withCertificates(call)),
    deleteVirtualDevice: async (call) => (await iam()).deleteVirtualDevice(await withCertificates(call)),
    listAccessKeys: async (call) => (await iam()).listAccessKeys(await withCertificates(call)),
    createAccessKey: async (call) => (await iam()).createAccessKey(await withCertificates(call)),
    setAccessKeyActive: async (call) => (await iam()).setAccessKeyActive(await withCertificates(call)),
    deleteAccessKey: async (call) => (await iam()).deleteAccessKey(await withCertificates(call)),
    accessKeyLastUse: async (call) => (await iam()).accessKeyLastUse(await withCertificates(call)),
    reach: async (url, plan, stop) => {
      const { network } = await withCertificates({ network: plan });
      return (await import('./client.ts')).reach(url, network, REACH_TIMEOUT, stop);
    },
    late: () => AbortSignal.any([signal, lateSignal()]),
    keysOfProcess: (command) => {
      const kept = fetched.get(command);
      if (kept) return kept;
      const answer = runProcess(command);
      fetched.set(command, answer);
      const forget = () => fetched.delete(command);
      answer.then(({ kind }) => kind === 'keys' || forget(), forget);
      return answer;
    },
  };
}

function lateSignal(): AbortSignal {
  const late = new AbortController();
  const message = `AWS did not answer within ${QUESTIONS_TIMEOUT / 1000} seconds.`;
  const error = new AwsMfaError('no_answer', message, 'Try again in a moment.');
  setTimeout(() => late.abort(error), QUESTIONS_TIMEOUT).unref();
  return late.signal;
}
