/** The region and the device, written to the config file after the session, and never a reason to fail. */
import { describe, expect, it } from 'vitest';
import { AwsMfaError } from '../../../src/errors.ts';
import { saveProfileSettings, saveDevice } from '../../../src/login/renew-session.ts';
import { CONFIG_PATH, fakes, type Prepared, unprepared } from '../../support/fakes.ts';
import { sessionPlan, DEVICE, REGION } from '../../support/session-plan.ts';
import { sharedFiles } from '../../support/shared-files.ts';
import { throwing } from '../../support/thrown-by.ts';

async function copied(prepared: Prepared, mfaProfile = 'mfa') {
  const at = fakes(prepared);
  await saveProfileSettings(sessionPlan({ mfaProfile, regionToCopy: REGION }), at);
  return { text: at.texts.get(CONFIG_PATH), said: at.events.filter((event) => /^\w+: /.test(event)) };
}

describe('saveProfileSettings', () => {
  it.each([
    ['no file', undefined, 'mfa', '[profile mfa]\nregion = eu-west-1\n'],
    ['no section', '# mine\n[default]\n', 'mfa', '# mine\n[default]\n\n[profile mfa]\nregion = eu-west-1\n'],
    [
      'a section',
      '[profile mfa]\noutput = json\n',
      'mfa',
      '[profile mfa]\nregion = eu-west-1\noutput = json\n',
    ],
    ['[default]', '[default]\n', 'default', '[default]\nregion = eu-west-1\n'],
    [
      'a header in single quotes',
      "[profile 'mfa']\noutput = table\n",
      'mfa',
      "[profile 'mfa']\nregion = eu-west-1\noutput = table\n",
    ],
  ])('%s', async (_, config, mfaProfile, expected) => {
    const { text, said } = await copied(config === undefined ? {} : { config }, mfaProfile);
    expect(text).toBe(expected);
    expect(said).toEqual([
      expect.stringMatching(
        /^note: Copied region = eu-west-1 from \[profile work\] to \[.*\] in ~\/\.aws\/config\.$/,
      ),
    ]);
  });

  it('[profile default], which some files have', async () => {
    const config = '[profile default]\noutput = table\n';
    const at = fakes({ config });
    const plan = { mfaProfile: 'default', regionToCopy: REGION, files: sharedFiles('', config) };
    await saveProfileSettings(sessionPlan(plan), at);
    expect(at.texts.get(CONFIG_PATH)).toBe('[profile default]\nregion = eu-west-1\noutput = table\n');
    expect(at.said).toEqual([expect.stringContaining('to [profile default] in ~/.aws/config.')]);
  });

  // With a second section of the profile, the AWS CLI would lose the settings of the first one.
  it.each(['profile m"f"a', 'profile "m"fa', "profile 'mfa' ", 'profile m\\fa', 'profiles mfa'])(
    'a header that only the AWS CLI reads stays alone: [%s]',
    async (header) => {
      const config = `[${header}]\noutput = table\n`;
      const { text, said } = await copied({ config });
      expect(text).toBe(config);
      expect(said).toEqual([
        expect.stringMatching(/^note: \[profile mfa\] in ~\/\.aws\/config was not changed: .* line 1: /),
      ]);
    },
  );

  it.each([
    ["[profile 'mfa']\n[a]\n[profile mfa]\nx = y\n", 'mfa', 3],
    ["[profile mfa]\n[a]\n[profile 'mfa']\nx = y\n", 'mfa', 3],
    ['[default]\nx = y\n[profile default]\n', 'default', 3],
    ['[profile default]\n[default]\nx = y\n', 'default', 2],
  ])('changes neither section of a profile that has two: %j', async (config, mfaProfile, line) => {
    const { text, said } = await copied({ config }, mfaProfile);
    expect(text).toBe(config);
    expect(said).toEqual([
      expect.stringContaining(`line ${line}: a second section of profile ${mfaProfile} (the AWS CLI`),
    ]);
  });

  it('leaves a region that was set meanwhile', async () => {
    const config = '[profile mfa]\nregion = eu-central-1\n';
    expect(await copied({ config, updateFile: unprepared('updateFile') })).toEqual({
      text: config,
      said: [],
    });
  });

  it('does nothing where there is none to copy', async () => {
    const at = fakes({ updateFile: unprepared('updateFile') });
    await saveProfileSettings(sessionPlan(), at);
    expect(at.events).toEqual([]);
  });

  it.each<[what: string, prepared: Prepared, why: string]>([
    [
      'a file that cannot be written',
      { updateFile: throwing(new AwsMfaError('file_error', 'Read-only.')) },
      'Read-only.',
    ],
    [
      'one that cannot be read back',
      { config: '[profile mfa]\n[profile mfa]\n' },
      'duplicate section [profile mfa]',
    ],
    ['a fault of ours', { updateFile: throwing(new TypeError('x')) }, 'an unexpected error'],
  ])('%s is a note, not a failure', async (_, prepared, why) => {
    const { text, said } = await copied(prepared);
    expect(text).toBe(prepared.config);
    expect(said).toEqual([expect.stringContaining(why)]);
    expect(said[0]).toMatch(/^note: \[profile mfa\] in ~\/\.aws\/config was not changed: /);
  });
});

async function saved(prepared: Prepared, saveDevicePlanned = true) {
  const at = fakes(prepared);
  await saveDevice(sessionPlan({ saveDevice: saveDevicePlanned }), at);
  return { text: at.texts.get(CONFIG_PATH), said: at.events.filter((event) => /^\w+: /.test(event)) };
}

it.each([
  ['no file', undefined, `[profile work]\nmfa_serial = ${DEVICE}\n`],
  ['a section', '[profile work]\nx = y\n', `[profile work]\nmfa_serial = ${DEVICE}\nx = y\n`],
  ['a header in quotes', '[profile "work"]\nx = y\n', `[profile "work"]\nmfa_serial = ${DEVICE}\nx = y\n`],
])('%s', async (_, config, expected) => {
  const { text, said } = await saved(config === undefined ? {} : { config });
  expect(text).toBe(expected);
  expect(said).toEqual([
    expect.stringContaining(`Saved mfa_serial = ${DEVICE} to [profile work] in ~/.aws/config.`),
  ]);
});

it('another that was set meanwhile stays', async () => {
  const config = '[profile work]\nmfa_serial = GAHT12345678\n';
  expect(await saved({ config })).toEqual({ text: config, said: [] });
});

it('nobody wanted it: nothing is touched', async () => {
  expect(await saved({}, false)).toEqual({ text: undefined, said: [] });
});

it.each([
  [new AwsMfaError('file_error', 'The disk is full.'), 'The disk is full.'],
  [new Error('odd'), 'an unexpected error.'],
])('what goes wrong is said, and no more than that', async (error, why) => {
  const { said } = await saved({ updateFile: throwing(error) });
  expect(said).toEqual([`note: The device was not saved: ${why}`]);
});

it('after a signal nothing is said', async () => {
  const signal = AbortSignal.abort(new Error('SIGTERM'));
  expect((await saved({ signal, updateFile: throwing(new Error('odd')) })).said).toEqual([]);
});
