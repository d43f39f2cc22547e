/**
 * A mock AWS on 127.0.0.1, for tests and for the demo. It verifies signatures, codes and parameters, answers as AWS
 * does, and can inject faults. This file starts it; its parts are in aws/.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { type Authenticator, authenticator } from './authenticator.ts';
import { type User, alice } from './aws/accounts.ts';
import { codeDispenser, seedOf } from './aws/code-dispenser.ts';
import { type Fault, faultQueue } from './aws/faults.ts';
import { ownerOf } from './aws/identify-caller.ts';
import { listen } from './aws/listen.ts';
import { type LoggedRequest, requestLog } from './aws/request-log.ts';
import { type Server, serve } from './aws/serve.ts';
import type { Role } from './aws/roles.ts';
import type { Session } from './aws/sessions.ts';
import type { AwsState } from './aws/state.ts';
import { type CertificateName, ca, caFile } from './tls-certificate.ts';

export type { Role, User, Fault, LoggedRequest };
export { alice };

export interface LoopbackAwsOptions {
  /** The users; by default only {@link alice}. */
  users?: User[];
  /** The roles; by default none. */
  roles?: Role[];
  /** https, with a valid certificate (`true`) or the named kind of bad one. */
  tls?: boolean | CertificateName;
  /** Milliseconds since 1970. */
  now?: () => number;
  /** Milliseconds that the server's clock is ahead of `now`, so that the client's seems wrong. */
  clockOffsetSeconds?: number;
  regionDisabled?: boolean;
}

export interface LoopbackAws {
  /** `http://127.0.0.1:<port>`, or https. */
  url: string;
  /** The variables that make a child process call this server for STS and IAM and trust its certificate. */
  env: Record<string, string>;
  /** The authority of the server's certificate, as PEM and as a file. */
  ca: string;
  caFile: string;
  /** May be changed at any time, as may the users in it. */
  users: User[];
  roles: Role[];
  /** Every request that arrived, oldest first. */
  requests: LoggedRequest[];
  /** Resolves when `count` requests have arrived since the start. */
  arrived: (count: number) => Promise<void>;
  /** The ARN that an access key acts for; undefined for one that is unknown here. */
  identityOf: (accessKeyId: string | undefined) => string | undefined;
  /** How many TCP connections were opened since the start. */
  connections: () => number;
  /** Injects this fault into the next `times` requests (default 1, `Infinity` until {@link noFaults}). */
  next: (fault: Fault, times?: number) => void;
  noFaults: () => void;
  /** The code that the device shows, by the clock that codes are checked with. */
  authenticator: (serialNumber?: string) => Authenticator;
  /**
   * A code that was not used or returned before; the clock for codes is advanced as needed. At most two of them are
   * valid at the same time: see `acceptCodes` for more.
   */
  nextCode: (serialNumber?: string) => string;
  /** Accepts these codes for any device at any time, each once. */
  acceptCodes: (...codes: string[]) => void;
  /** Moves only the clock that codes are checked with. */
  advance: (seconds: number) => void;
  regionDisabled: (disabled: boolean) => void;
  /** From now on no session is known that was issued before, as after the deletion of its access key. */
  forgetSessions: () => void;
  /** Virtual devices of no user: ARN → base32 seed. */
  unassigned: Map<string, string>;
  /** A session that was issued before the start. */
  addSession: (session: Session) => void;
  /** Stops at once; open connections are cut. */
  close: () => Promise<void>;
}

export async function startLoopbackAws(options: LoopbackAwsOptions = {}): Promise<LoopbackAws> {
  let connections = 0;
  let codesAheadMs = 0;
  const now = clock(options);
  const state = newState(options, now, () => now() + codesAheadMs);
  const server: Server = { state, faults: faultQueue(), log: requestLog() };
  const tls = options.tls === true ? 'valid' : options.tls || undefined;
  const listener = await listen(
    answering(server),
    (socket) => {
      connections += 1;
      if (server.faults.take(({ drop }) => drop === 'connection')) socket.resetAndDestroy();
    },
    tls,
  );

  const advance = (seconds: number): void => void (codesAheadMs += seconds * 1000);
  const dispense = codeDispenser(state, advance);
  const { requests, arrived } = server.log;
  return {
    url: listener.url,
    env: {
      AWS_ENDPOINT_URL_STS: listener.url,
      AWS_ENDPOINT_URL_IAM: listener.url,
      ...(tls && { AWS_CA_BUNDLE: caFile }),
    },
    ca,
    caFile,
    users: state.users,
    roles: state.roles,
    requests,
    arrived,
    identityOf: (accessKeyId = '') => {
      const session = state.sessions.get(accessKeyId);
      const user = session?.user ?? ownerOf(accessKeyId, state.users)?.user;
      return session?.assumedRole ?? user?.arn;
    },
    connections: () => connections,
    next: (fault, times = 1) => server.faults.add(fault, times),
    noFaults: () => server.faults.clear(),
    authenticator: (serial = firstDevice(state)) => authenticator(seedOf(state, serial), state.codeNow),
    nextCode: (serial = firstDevice(state)) => dispense(serial),
    acceptCodes: (...codes) => codes.forEach((code) => state.preparedCodes.add(code)),
    advance,
    regionDisabled: (disabled) => void (state.regionDisabled = disabled),
    unassigned: state.unassigned,
    addSession: (session) => void state.sessions.set(session.accessKeyId, session),
    forgetSessions: () => state.sessions.clear(),
    close: listener.close,
  };
}

function clock({ now = Date.now, clockOffsetSeconds = 0 }: LoopbackAwsOptions): () => number {
  return () => now() + clockOffsetSeconds * 1000;
}

function newState(options: LoopbackAwsOptions, now: () => number, codeNow: () => number): AwsState {
  return {
    users: options.users ?? [alice()],
    roles: options.roles ?? [],
    sessions: new Map(),
    unassigned: new Map(),
    spentCodes: new Set(),
    preparedCodes: new Set(),
    now,
    codeNow,
    regionDisabled: options.regionDisabled ?? false,
  };
}

/** Ignores a client that disconnects. A bug of this server is sent as an answer, so that a test shows it. */
function answering(server: Server): RequestListener {
  return (message: IncomingMessage, response: ServerResponse) => {
    serve(server, message, response).catch((error: unknown) => {
      if (message.destroyed && !message.complete) return;
      const stack = error instanceof Error ? error.stack : String(error);
      response
        .writeHead(500, { 'content-type': 'text/plain' })
        .end(`The loopback AWS is broken: ${stack ?? ''}`);
    });
  };
}

function firstDevice({ users }: AwsState): string {
  return Object.keys(users[0]?.devices ?? {})[0] ?? 'none';
}
