/** Computes a value when it is first needed, and keeps it. */

export function once<T, From extends unknown[]>(make: (...from: From) => T): (...from: From) => T {
  let made: { value: T } | undefined;
  return (...from) => (made ??= { value: make(...from) }).value;
}

/** How many texts are in play at once: two files, and each as it was, as tried, as written, whole and in part. */
const MOST = 8;

/**
 * The same pure function of a text, with its last few results at hand; they must not be changed.
 *
 * A login looks at the same text several times: to plan, to try the edit, to make it, to check it. With a thousand
 * profiles most of the time would go into parsing them again.
 */
export function memoize<T>(read: (text: string) => T): (text: string) => T {
  const last = new Map<string, T>();
  return (text) => {
    const result = last.get(text) ?? read(text);
    last.delete(text);
    last.set(text, result);
    const [oldest] = last.keys();
    if (last.size > MOST && oldest !== undefined) last.delete(oldest);
    return result;
  };
}
