/** The faults that can be injected into a request, and their queue. */
import type { Answer } from './answer.ts';

/** The moment at which the connection is cut (by a TCP reset). */
export type Drop =
  | 'connection' // as soon as a client connects
  | 'before reading' // when the headers are there, with the body unread
  | 'after reading' // AWS has the whole request and has done nothing with it
  | 'after deciding' // AWS has handled the request (the code is used up), and no byte of the answer is sent
  | 'within answer'; // half of the answer's body is sent

export interface Fault {
  /** Only for requests of this action; of any if left out. */
  action?: string;
  drop?: Drop;
  /** Sent without handling the request: no code is used up. */
  instead?: Answer;
  /** Changes the answer. */
  change?: (answer: Answer) => Answer;
  /** The answer is delayed until this settles. */
  until?: Promise<unknown>;
  /** The answer is delayed by so many milliseconds. */
  delayMs?: number;
}

export interface FaultQueue {
  /** @param times for how many requests; `Infinity` until {@link FaultQueue.clear} */
  add: (fault: Fault, times: number) => void;
  /** The first fault for this moment; one of its `times` is used up. */
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
