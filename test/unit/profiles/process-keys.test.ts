/** What is made of the answer of a credential_process. */
import { describe, expect, it } from 'vitest';
import { longTermKeysOf, processLoop, type ProcessKeys } from '../../../src/profiles/process-keys.ts';
import { thrownBy, told, words } from '../../support/thrown-by.ts';
import { sourceOf } from '../../support/source-of.ts';

const COMMAND = {
  value: 'keychain --password sesame',
  source: sourceOf('credential_process of [profile work]'),
};
const keys = (accessKeyId: string, sessionToken?: string): ProcessKeys => ({
  kind: 'keys',
  accessKeyId,
  secretAccessKey: 'base-secret',
  sessionToken,
});

describe('longTermKeysOf', () => {
  it('takes long-term keys', () => {
    expect(longTermKeysOf(keys('AKIAX'), COMMAND)).toEqual({
      accessKeyId: 'AKIAX',
      secretAccessKey: 'base-secret',
    });
  });

  it.each<[answer: ProcessKeys, expected: string]>([
    [
      keys('AKIAX', 'token'),
      'configuration: credential_process of [profile work] gives temporary credentials, but an MFA session needs a long-term access key. | Use a profile',
    ],
    [keys('ASIAX'), 'configuration: credential_process of [profile work] gives temporary credentials'],
    [{ kind: 'late' }, 'configuration: …did not finish within a minute. | Run the command in a shell'],
    [
      { kind: 'failure', reason: 'failed' },
      'configuration: …failed. | Run the command in a shell. It must print {"Version":1',
    ],
    [{ kind: 'failure', reason: 'no JSON' }, 'configuration: …printed something other than JSON.'],
    [{ kind: 'failure', reason: 'another version' }, 'configuration: …a Version other than 1.'],
    [{ kind: 'failure', reason: 'no keys' }, 'configuration: …no AccessKeyId or no SecretAccessKey.'],
    [
      { kind: 'failure', reason: 'malformed keys' },
      'configuration: …printed a malformed AccessKeyId or SecretAccessKey',
    ],
    [{ kind: 'failure', reason: 'expired' }, 'configuration: …printed expired credentials.'],
  ])('refuses %j', (answer, expected) => {
    const error = told(thrownBy(() => longTermKeysOf(answer, COMMAND)));
    expect(error).toMatch(words(expected));
    expect(error).not.toMatch(/sesame|base-secret/);
  });
});

it('a loop names the setting that leads into it, not the command', () => {
  expect(told(processLoop(COMMAND))).toMatch(
    words('configuration: credential_process of [profile work] runs aws-mfa'),
  );
  expect(told(processLoop(COMMAND))).not.toContain('sesame');
});
