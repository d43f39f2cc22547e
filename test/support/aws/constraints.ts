/**
 * Parameter validation: AWS checks every parameter against its model first and names all that fail in one message.
 * The bounds are those of the STS service model.
 */
import { Refusal } from './refusal.ts';

export type Check = (value: string) => string | undefined;

export const atLeast =
  (bound: number): Check =>
  (value) =>
    Number(value) < bound ? `Member must have value greater than or equal to ${bound}` : undefined;

export const atMost =
  (bound: number): Check =>
  (value) =>
    Number(value) > bound ? `Member must have value less than or equal to ${bound}` : undefined;

export const noShorterThan =
  (bound: number): Check =>
  (value) =>
    value.length < bound ? `Member must have length greater than or equal to ${bound}` : undefined;

export const noLongerThan =
  (bound: number): Check =>
  (value) =>
    value.length > bound ? `Member must have length less than or equal to ${bound}` : undefined;

/** @param pattern the whole value must match it; AWS prints it as it stands in the model */
export const matching =
  (pattern: string): Check =>
  (value) =>
    new RegExp(`^(?:${pattern})$`).test(value)
      ? undefined
      : `Member must satisfy regular expression pattern: ${pattern}`;

/**
 * @param checks parameter name (`DurationSeconds`) → its checks; a parameter that is not given passes
 * @throws Refusal ValidationError with every failure in it
 */
export function validate(params: Record<string, string>, checks: Record<string, Check[]>): void {
  const failures = Object.entries(checks).flatMap(([name, list]) => failuresOf(name, params[name], list));
  if (failures.length === 0) return;
  const heading = failures.length === 1 ? '1 validation error' : `${failures.length} validation errors`;
  throw new Refusal('ValidationError', `${heading} detected: ${failures.join('; ')}`, 400);
}

/** @throws Refusal ValidationError that names the first parameter that is not there */
export function given(params: Record<string, string>, names: string[]): void {
  const missing = names.find((name) => params[name] === undefined);
  if (missing === undefined) return;
  const member = missing.charAt(0).toLowerCase() + missing.slice(1);
  const failure = `Value null at '${member}' failed to satisfy constraint: Member must not be null`;
  throw new Refusal('ValidationError', `1 validation error detected: ${failure}`, 400);
}

function failuresOf(name: string, value: string | undefined, checks: Check[]): string[] {
  if (value === undefined) return [];
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  return checks
    .map((check) => check(value))
    .filter((failure) => failure !== undefined)
    .map((failure) => `Value '${value}' at '${member}' failed to satisfy constraint: ${failure}`);
}
