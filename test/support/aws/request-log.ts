/** The log of all requests that reached the loopback AWS, and a way to wait for one without polling. */
import { EventEmitter, once } from 'node:events';
import type { AwsRequest } from './aws-request.ts';

export interface LoggedRequest {
  /** When it had arrived completely, by the machine's clock. */
  at: Date;
  /** `undefined` if the connection was cut before the body was read, or there was none. */
  action: string | undefined;
  params: Record<string, string>;
  accessKeyId: string | undefined;
  headers: Record<string, string>;
  /** The HTTP status of the answer; `undefined` until it is sent, and if the connection was cut. */
  status: number | undefined;
}

export interface RequestLog {
  requests: LoggedRequest[];
  add: (request: Pick<AwsRequest, 'headers' | 'params'>) => LoggedRequest;
  /** Resolves when so many requests have arrived since the start. */
  arrived: (count: number) => Promise<void>;
}

export function requestLog(): RequestLog {
  const requests: LoggedRequest[] = [];
  const arrivals = new EventEmitter();
  return {
    requests,
    add: ({ headers, params }) => {
      const accessKeyId = /Credential=([^/]+)/.exec(headers['authorization'] ?? '')?.[1];
      const entry = {
        at: new Date(),
        action: params['Action'],
        params,
        accessKeyId,
        headers,
        status: undefined,
      };
      requests.push(entry);
      arrivals.emit('arrival');
      return entry;
    },
    arrived: async (count) => {
      while (requests.length < count) await once(arrivals, 'arrival');
    },
  };
}
