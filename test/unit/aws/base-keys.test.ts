/** The keys of a base profile, from a file or from a process. */
import { expect, it } from 'vitest';
import { keysOf, type KeySource } from '../../../src/aws/base-keys.ts';
import type { ProcessKeys } from '../../../src/aws/credential-process.ts';
import { rejectedBy, told, words } from '../../support/thrown-by.ts';
import { fakes, type Prepared } from '../../support/fakes.ts';
import { sourceOf } from '../../support/source-of.ts';

const KEYS = { accessKeyId: 'AKIAIOSFODNN7WXYZ', secretAccessKey: 'base-secret' };
const PROCESS = { value: 'vault', source: sourceOf('credential_process of [work]') };

function keys(source: Omit<KeySource, 'name'>, prepared: Prepared = {}) {
  const context = fakes(prepared);
  return { found: keysOf({ name: 'work', ...source }, context), said: context.traced };
}

it('those of the profile are taken as they stand', async () => {
  expect(await keys({ keys: KEYS }).found).toBe(KEYS);
});

it.each(['\u200bAKIAIOSFODNN7WXYZ', 'AKIAIOSFODNN7WXYZ\u00a0', 'AKIA IOSFODNN7', 'AKIÄ'])(
  'an id that could not be sent is told as that: %j',
  async (accessKeyId) => {
    const error = await rejectedBy(keys({ keys: { ...KEYS, accessKeyId } }).found);
    expect(told(error)).toMatch(
      words(
        'configuration: The access key ID of "work" contains a character that is never part of a key. It may be invisible. | …`aws configure --profile work`',
      ),
    );
    expect(told(error)).not.toContain(accessKeyId);
  },
);

it('those of a process are asked for once, and named by their last letters', async () => {
  const keysOfProcess = () => Promise.resolve({ kind: 'keys' as const, ...KEYS, sessionToken: undefined });
  const { found, said } = keys({ process: PROCESS }, { keysOfProcess });
  expect(await found).toEqual(KEYS);
  expect(said).toEqual([
    'credential_process of [work] took 0 ms',
    'credential_process of [work] gave the access key …WXYZ',
  ]);
});

it('inside a command of ours no process is run', async () => {
  const error = await rejectedBy(keys({ process: PROCESS }, { variables: { AWS_MFA_NESTED: '1' } }).found);
  expect(told(error)).toMatch(words('configuration: credential_process of [work] runs aws-mfa'));
});

const given = (accessKeyId: string, sessionToken?: string): ProcessKeys => ({
  kind: 'keys',
  ...KEYS,
  accessKeyId,
  sessionToken,
});

it.each<[answer: ProcessKeys, expected: string]>([
  [
    given('OTHERX', 'token'),
    'gives temporary credentials, but an MFA session needs a long-term access key. | Use a profile',
  ],
  [given('ASIAX'), 'gives temporary credentials'],
  [{ kind: 'failure', reason: 'failed' }, 'failed. | Run the command in a shell. It must print {"Version":1'],
  [{ kind: 'failure', reason: 'late' }, 'did not finish within a minute. | Run the command in a shell'],
  [{ kind: 'failure', reason: 'no JSON' }, 'printed something other than JSON.'],
  [{ kind: 'failure', reason: 'another version' }, 'printed a Version other than 1.'],
  [{ kind: 'failure', reason: 'no keys' }, 'printed no AccessKeyId or no SecretAccessKey.'],
  [{ kind: 'failure', reason: 'malformed keys' }, 'printed a malformed AccessKeyId or SecretAccessKey'],
  [{ kind: 'failure', reason: 'expired' }, 'printed expired credentials.'],
  [{ kind: 'failure', reason: 'loop' }, 'runs aws-mfa, which would run it again.'],
])('an answer of a process that is refused, without its command line: %j', async (answer, expected) => {
  const process = { ...PROCESS, value: 'keychain --password sesame' };
  const { found } = keys({ process }, { keysOfProcess: () => Promise.resolve(answer) });
  const error = told(await rejectedBy(found));
  expect(error).toMatch(words(`configuration: credential_process of [work] ${expected}`));
  expect(error).not.toMatch(/sesame|base-secret/);
});
