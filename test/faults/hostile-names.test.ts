/** Hints of the built program, one for each place of a name, with every hostile name, in four shells. */
import { describe, test } from 'vitest';
import { HOSTILE_NAMES } from '../support/hostile-names.ts';
import { expectHarmless, HINTS, type Hint } from '../support/shown-hints.ts';

/** A file ends a section's name at a bracket or a comment sign, and takes no blanks beside it. */
const FITS: Record<Hint['place'], (name: string) => boolean> = {
  home: () => true,
  section: (name) => !/[\][#;"']|^\s|\s$/.test(name),
  typed: () => true,
};

/** The others are tried with one name that has all in it (test/e2e/shown-commands.test.ts). */
const TRIED = ['a read-only file', 'half a key', 'no such profile'];

describe.each(Object.entries(HINTS).filter(([what]) => TRIED.includes(what)))('%s', (_, hint) => {
  // With a backtick in a name no command is shown.
  const names = HOSTILE_NAMES.filter((name) => FITS[hint.place](name) && !name.includes('`'));
  test.each(names)('%s', (name) => expectHarmless(hint, name));
});
