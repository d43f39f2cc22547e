/** What can be made to go wrong with a request, and the queue of what shall. */
import type { Answer } from './answer.ts';

/** The moment at which the connection is cut (by a TCP reset). */
export type Drop =
  | 'connection' // as soon as a client connects
  | 'before reading' // when the headers are there, with the body unread
  | 'after reading' // AWS has the whole request and has done nothing with it
  | 'after deciding' // AWS has done what was asked (a code is spent), and no byte of the answer is sent
  | 'within answer'; // half of the answer's body is sent

export interface Fault {
  /** Only for requests of this action; of any if left out. */
  action?: string;
  drop?: Drop;
  /** The answer, given without looking at the request: no code is spent. */
  instead?: Answer;
  /** Turns the answer that AWS gave into another. */
  change?: (answer: Answer) => Answer;
  /** The answer is ready and is held back until this settles. */
  until?: Promise<unknown>;
  /** The answer is held back for so many milliseconds. */
  delayMs?: number;
}

export interface FaultQueue {
  /** @param times for how many requests; `Infinity` until {@link FaultQueue.clear} */
  add: (fault: Fault, times: number) => void;
  /** The first fault that fits this moment, which is thereby used up once. */
  take: (fits: (fault: Fault) => boolean) => Fault | undefined;
  clear: () => void;
}

export function faultQueue(): FaultQueue {
  let queue: { fault: Fault; times: number }[] = [];
  return {
    add: (fault, times) => void queue.push({ fault, times }),
    take: (fits) => {
      const entry = queue.find(({ fault }) => fits(fault));
      if (entry !== undefined) entry.times -= 1;
      queue = queue.filter(({ times }) => times > 0);
      return entry?.fault;
    },
    clear: () => void (queue = []),
  };
}
