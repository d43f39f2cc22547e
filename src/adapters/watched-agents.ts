/** Agents of node:http and node:https that tell whether a request can have left this machine. */
import * as http from 'node:http';
import * as https from 'node:https';
import type { Duplex } from 'node:stream';

export interface WatchedAgents {
  http: http.Agent;
  https: https.Agent;
  /** True once a connection stood: from then on the server may have read the request, whatever came after. */
  sent(): boolean;
}

export function watchedAgents(): WatchedAgents {
  let sent = false;
  const watch = <A extends http.Agent>(agent: A, ready: 'connect' | 'secureConnect'): A => {
    const create = agent.createConnection.bind(agent);
    agent.createConnection = (options, callback) => {
      const socket = create(options, callback) as Duplex;
      socket.once(ready, () => (sent = true));
      return socket;
    };
    return agent;
  };
  return {
    http: watch(new http.Agent(), 'connect'),
    // Not `connect`: before the handshake is through, and the certificate checked, no byte of a request leaves.
    // Explicit, for NODE_TLS_REJECT_UNAUTHORIZED=0 in somebody's shell is no reason to hand a code to a stranger.
    https: watch(new https.Agent({ rejectUnauthorized: true }), 'secureConnect'),
    sent: () => sent,
  };
}
