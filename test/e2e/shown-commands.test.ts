/** Commands in the program's messages, pasted into four shells: a hostile name stays a name. */
import { expect, onTestFinished, test } from 'vitest';
import { expectHarmless, HINTS, NO_SUCH_PROFILE, showHint } from '../support/shown-hints.ts';

/** Of everything that one shell or another takes for its own. */
const NAME = `it's  "my"\\\\ $(touch p);touch p&!!|~=*{a,b}>q 営業`;

test.each(Object.entries(HINTS))('%s', (_, hint) => expectHarmless(hint, NAME));

test.each(['x`touch p`', 'x\ntouch p', 'x\x1b[2Jy', 'x\u202ey'])('%j: no command is shown', async (name) => {
  const { commands, dispose } = await showHint(NO_SUCH_PROFILE, name);
  onTestFinished(dispose);
  expect(commands.map(({ line }) => line)).toEqual([expect.stringMatching(/^\(no command is shown: /)]);
});
