/** Handles one request, with the faults that a test has prepared. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { TLSSocket } from 'node:tls';
import type { Answer } from './answer.ts';
import { answerRequest } from './answer-request.ts';
import { type AwsRequest, readHeaders, readRequest } from './aws-request.ts';
import type { Fault, FaultQueue } from './faults.ts';
import type { RequestLog } from './request-log.ts';
import type { AwsState } from './state.ts';

export interface Server {
  state: AwsState;
  faults: FaultQueue;
  log: RequestLog;
}

export async function serve(
  server: Server,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (server.faults.take(({ drop }) => drop === 'before reading')) {
    server.log.add({ headers: readHeaders(message), params: {} });
    reset(message);
  } else {
    await serveRead(server, message, response);
  }
}

async function serveRead(
  { state, faults, log }: Server,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const request = await readRequest(message);
  const entry = log.add(request);
  const fault = faults.take((each) => concerns(each, entry.action)) ?? {};
  const answer = fault.drop === 'after reading' ? undefined : await decide(request, fault, state);
  if (answer === undefined || fault.drop === 'after deciding') {
    reset(message);
  } else {
    entry.status = answer.status;
    await send(response, answer, new Date(state.now()), fault.drop === 'within answer');
  }
}

async function decide(request: AwsRequest, fault: Fault, state: AwsState): Promise<Answer> {
  const decided = fault.instead ?? (await answerRequest(request, state));
  await held(fault);
  return fault.change?.(decided) ?? decided;
}

function concerns({ action, drop }: Fault, requested: string | undefined): boolean {
  const earlier = drop === 'connection' || drop === 'before reading';
  return !earlier && (action === undefined || action === requested);
}

/** The timer does not keep the process alive. */
async function held({ until, delayMs }: Fault): Promise<void> {
  await until;
  if (delayMs !== undefined) await setTimeout(delayMs, undefined, { ref: false });
}

async function send(response: ServerResponse, answer: Answer, date: Date, cut: boolean): Promise<void> {
  const body = Buffer.from(answer.body);
  const headers = { date: date.toUTCString(), 'content-length': String(body.length), ...answer.headers };
  response.writeHead(answer.status, headers);
  if (!cut) return void response.end(body);
  const half = body.subarray(0, body.length / 2);
  await new Promise((sent) => response.write(half, sent));
  response.destroy();
}

/** Node cannot reset the TCP connection of a TLS socket; the client sees it end instead. */
function reset({ socket }: IncomingMessage): void {
  if (socket instanceof TLSSocket) socket.destroy();
  else socket.resetAndDestroy();
}
