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
      'configuration: credential_process of [profile work] gives temporary keys, and AWS gives an MFA session only for long-term ones. | Name a profile',
    ],
    [keys('ASIAX'), 'configuration: credential_process of [profile work] gives temporary keys'],
    [{ kind: 'late' }, 'configuration: …did not answer within a minute. | Try it by itself'],
    [
      { kind: 'failure', reason: 'failed' },
      'configuration: …failed. | Try it by itself in the shell: it should print {"Version":1',
    ],
    [{ kind: 'failure', reason: 'no JSON' }, 'configuration: …printed something else than JSON.'],
    [{ kind: 'failure', reason: 'another version' }, 'configuration: …not of Version 1.'],
    [{ kind: 'failure', reason: 'no keys' }, 'configuration: …without AccessKeyId or SecretAccessKey.'],
    [
      { kind: 'failure', reason: 'odd keys' },
      'configuration: …printed an AccessKeyId or SecretAccessKey that no key',
    ],
    [{ kind: 'failure', reason: 'expired' }, 'configuration: …gave keys that have expired.'],
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
