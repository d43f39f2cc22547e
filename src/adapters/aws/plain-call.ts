/** A call to AWS in which no code is spent: whose keys these are, and which devices belong to them. */
import { clientSettings, TIMEOUTS, type SignedCall } from './client-settings.ts';
import { openConnections } from './open-connections.ts';
import { readError, type CallError } from './read-error.ts';

/** An answer, or what came instead of one. */
export type PlainReply<Answer> = ({ kind: 'answer' } & Answer) | CallError;

export type ClientSettings = ReturnType<typeof clientSettings>;

/**
 * One request on a connection of its own, never a retry of the SDK's. Never rejects.
 * @param send makes the client, sends the command, and takes from the answer what is wanted
 */
export async function plainCall<Answer extends object>(
  call: SignedCall,
  send: (settings: ClientSettings, abortSignal: AbortSignal) => Promise<Answer>,
): Promise<PlainReply<Answer>> {
  const lines = await openConnections(call.network, TIMEOUTS.connect);
  const patience = AbortSignal.timeout(TIMEOUTS.connect + TIMEOUTS.answer);
  const settings = clientSettings(call, lines, TIMEOUTS);
  try {
    const answer = await send(settings, AbortSignal.any([call.signal, patience]));
    return { kind: 'answer', ...answer };
  } catch (error) {
    return readError(patience.aborted ? patience.reason : error, lines.begun() > 0, call, lines);
  } finally {
    settings.requestHandler.destroy();
  }
}
