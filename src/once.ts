/** Something that is made when it is first asked for, and then kept. */
export function once<T, From extends unknown[]>(make: (...from: From) => T): (...from: From) => T {
  let made: { value: T } | undefined;
  return (...from) => (made ??= { value: make(...from) }).value;
}
