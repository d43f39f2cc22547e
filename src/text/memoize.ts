/** Functions that keep what they have computed. */

export function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Keeps what a function makes of an object that never changes, also a promise that rejects, as long as the object is used. */
export function memoizeFor<Key extends object, T>(make: (from: Key) => T): (from: Key) => T {
  const kept = new WeakMap<Key, { value: T }>();
  return (from) => {
    const found = kept.get(from) ?? { value: make(from) };
    kept.set(from, found);
    return found.value;
  };
}

/** A login reads two files, and the part of each that an edit can change: as it was, as tried, and as written. */
const MOST = 8;

/**
 * Keeps the last few results of a pure function of a text; they must not be changed. A login parses the same text to
 * plan, to try the edit, to make it and to check it, which takes most of the time with a thousand profiles.
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
