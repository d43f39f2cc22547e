/** Compares a file before and after an edit, as one and the same reader sees it. */
import { isOurs, type SectionEdit } from './edit-section.ts';
import type { Values } from './section-values.ts';

type Keys = Values[string];

/**
 * The name of a section that is not as it should be, if any: the edited one must hold exactly the new values beside
 * its other keys, all others must be as they were. Names only, never a value.
 *
 * @param section what the reader calls the edited section: for the config file, the SDKs' loader drops `profile `
 */
export function changedBeyond(
  before: Values,
  after: Values,
  section: string,
  edit: SectionEdit,
): string | undefined {
  const wanted = { ...keysOf(before, section, edit), ...Object.fromEntries(edit.set) };
  if (!isSame(wanted, own(after, section))) return section;
  const isChanged = (name: string) => name !== section && !isSame(own(before, name), own(after, name));
  return Object.keys(before).find(isChanged) ?? Object.keys(after).find(isChanged);
}

/** The section's keys that are no business of the edit. */
function keysOf(values: Values, section: string, edit: SectionEdit): Keys {
  return Object.fromEntries(
    Object.entries(own(values, section)).filter(([name]) => !isOurs(spelledPlainly(name), edit)),
  );
}

/** The key that the AWS CLI reads, where the SDK for JavaScript reads `KEY: a` in `KEY: a=b`, and `key.part` below `key =`. */
function spelledPlainly(name: string): string {
  const [key = ''] = name.split(/[:.]/, 1);
  return key.trimEnd().toLowerCase();
}

/** A section without keys is as good as none. */
function own(values: Values, section: string): Keys {
  return values[section] ?? {};
}

function isSame(one: Keys, other: Keys): boolean {
  const isAlike = (name: string) => valueOf(one, name) === valueOf(other, name);
  return Object.keys(one).every(isAlike) && Object.keys(other).every(isAlike);
}

function valueOf(keys: Keys, name: string): string | undefined {
  return Object.hasOwn(keys, name) ? keys[name] : undefined;
}
