/** A call to AWS in which no code is spent: whose keys these are, and which devices belong to them. */
import type { Connections } from './connections.ts';
import { clientSettings, readError, TIMEOUTS, type SignedCall, type StsReply } from './sts.ts';

/** An answer, or what came instead of one. */
export type PlainReply<Answer> = ({ kind: 'answer' } & Answer) | Exclude<StsReply, { kind: 'answer' }>;

export type ClientSettings = ReturnType<typeof clientSettings>;

/**
 * One request, never a retry of the SDK's own. Never rejects.
 * @param send makes the client, sends the command, and takes from the answer what is wanted
 */
export async function plainCall<Answer extends object>(
  call: SignedCall,
  lines: Connections,
  send: (settings: ClientSettings, abortSignal: AbortSignal) => Promise<Answer>,
): Promise<PlainReply<Answer>> {
  const begun = lines.begun();
  const patience = AbortSignal.timeout(TIMEOUTS.connect + TIMEOUTS.answer);
  const settings = clientSettings(call, lines, TIMEOUTS);
  try {
    const answer = await send(settings, AbortSignal.any([call.signal, patience]));
    return { kind: 'answer', ...answer };
  } catch (error) {
    return readError(patience.aborted ? patience.reason : error, lines.begun() > begun);
  } finally {
    settings.requestHandler.destroy();
  }
}
