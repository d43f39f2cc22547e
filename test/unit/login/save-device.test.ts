/** The device that was found, kept for the next login, and never a reason to fail. */
import { expect, it } from 'vitest';
import { saveDevice } from '../../../src/login/config-changes.ts';
import { AwsMfaError } from '../../../src/errors.ts';
import { CONFIG_PATH, fakes, type Prepared } from '../../support/fakes.ts';
import { DEVICE, sessionPlan } from '../../support/session-plan.ts';

const throwing = (error: Error) => () => {
  throw error;
};

async function saved(prepared: Prepared, saveDevicePlanned = true) {
  const at = fakes(prepared);
  await saveDevice(sessionPlan({ saveDevice: saveDevicePlanned }), CONFIG_PATH, '', at);
  return { text: at.texts.get(CONFIG_PATH), said: at.events.filter((event) => /^\w+: /.test(event)) };
}

it.each([
  ['no file', undefined, `[profile work]\nmfa_serial = ${DEVICE}\n`],
  ['a section', '[profile work]\nx = y\n', `[profile work]\nmfa_serial = ${DEVICE}\nx = y\n`],
  ['a header in quotes', '[profile "work"]\nx = y\n', `[profile "work"]\nmfa_serial = ${DEVICE}\nx = y\n`],
])('%s', async (_, config, expected) => {
  const { text, said } = await saved(config === undefined ? {} : { config });
  expect(text).toBe(expected);
  expect(said).toEqual([expect.stringContaining(`has mfa_serial = ${DEVICE} now.`)]);
});

it('another that was set meanwhile stays', async () => {
  const config = '[profile work]\nmfa_serial = GAHT12345678\n';
  expect(await saved({ config })).toEqual({ text: config, said: [] });
});

it('nobody wanted it: nothing is touched', async () => {
  expect(await saved({}, false)).toEqual({ text: undefined, said: [] });
});

it.each([
  [new AwsMfaError('configuration', 'The disk is full.'), 'The disk is full.'],
  [new Error('odd'), 'an unexpected error.'],
])('what goes wrong is said, and no more than that', async (error, why) => {
  const { said } = await saved({ updateFile: throwing(error) });
  expect(said).toEqual([`note: The device could not be saved: ${why}`]);
});

it('after a signal nothing is said', async () => {
  const signal = AbortSignal.abort(new Error('SIGTERM'));
  expect((await saved({ signal, updateFile: throwing(new Error('odd')) })).said).toEqual([]);
});
