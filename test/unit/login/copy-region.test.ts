/** The base's region for the MFA profile: written once, and never a reason to fail. */
import { describe, expect, it } from 'vitest';
import { copyRegion } from '../../../src/login/config-changes.ts';
import { AwsMfaError } from '../../../src/errors.ts';
import { CONFIG_PATH, fakes, type Prepared, unprepared } from '../../support/fakes.ts';
import { sessionPlan } from '../../support/session-plan.ts';

const throwing = (error: Error) => () => {
  throw error;
};

async function copied(
  prepared: Prepared,
  mfaProfile = 'mfa',
  regionToCopy: string | undefined = 'eu-west-1',
) {
  const at = fakes(prepared);
  await copyRegion(sessionPlan({ mfaProfile, regionToCopy }), CONFIG_PATH, '', at);
  return { text: at.texts.get(CONFIG_PATH), said: at.events.filter((event) => /^\w+: /.test(event)) };
}

describe('copyRegion', () => {
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
  ])('%s', async (_, config, mfaProfile, expected) => {
    const { text, said } = await copied(config === undefined ? {} : { config }, mfaProfile);
    expect(text).toBe(expected);
    expect(said).toEqual([expect.stringMatching(/^note: \[.*\].*region = eu-west-1.*\[work\]/)]);
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
    await copyRegion(sessionPlan(), CONFIG_PATH, '', at);
    expect(at.events).toEqual([]);
  });

  it.each<[what: string, prepared: Prepared, why: string]>([
    [
      'a file that cannot be written',
      { updateFile: throwing(new AwsMfaError('configuration', 'Read-only.')) },
      'Read-only.',
    ],
    ['one that cannot be read back', { config: '[profile mfa]\n[profile mfa]\n' }, 'second time'],
    ['a fault of ours', { updateFile: throwing(new TypeError('x')) }, 'an unexpected error'],
  ])('%s is a note, not a failure', async (_, prepared, why) => {
    const { text, said } = await copied(prepared);
    expect(text).toBe(prepared.config);
    expect(said).toEqual([expect.stringContaining(why)]);
    expect(said[0]).toMatch(/^note: \[profile mfa\] has no region yet/);
  });
});
