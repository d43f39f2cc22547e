/** The replacement of a key, where AWS or the file is at odds: the key in the file works, or the message names it. */
import { describe, expect, it } from 'vitest';
import { AwsMfaError } from '../../../../src/errors.ts';
import type { Reply } from '../../../../src/aws/calls.ts';
import { keyPlace } from '../../../../src/login/key-place.ts';
import { replaceKey } from '../../../../src/commands/rotate/replace-key.ts';
import { CREDENTIALS_PATH, fakes, failure, refusal, type Prepared } from '../../../support/fakes.ts';
import { keyContext } from '../../../support/key-context.ts';
import { openedFiles } from '../../../support/shared-files.ts';
import { rejectedBy } from '../../../support/thrown-by.ts';

const OLD = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'old/secret' };
const NEW = { accessKeyId: 'AKIAI44QH8DHBEXAMPL2', secretAccessKey: 'new+secret' };
const ARN = 'arn:aws:iam::123456789012:user/alice';
const fileWith = ({ accessKeyId, secretAccessKey }: typeof OLD) =>
  `[work]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;

type IdentityReply = Reply<{ arn: string | undefined }>;
const accepted: IdentityReply = { kind: 'answer', arn: ARN };
const unknown: IdentityReply = refusal('InvalidClientTokenId');
const done = { kind: 'answer' } as const;

/** @param identities what STS says of the new key, in order; the last one from then on */
function bench(identities: readonly IdentityReply[], prepared: Prepared = {}) {
  const session = { accessKeyId: 'ASIASESSION', secretAccessKey: 's', sessionToken: 't' };
  const own = keyContext('work', session);
  const left = [...identities];
  const calls: string[] = [];
  const at = fakes({
    credentials: fileWith(OLD),
    createAccessKey: () => Promise.resolve({ kind: 'answer', ...NEW }),
    getCallerIdentity: () => Promise.resolve((left.length > 1 ? left.shift() : left[0]) ?? accepted),
    setAccessKeyActive: ({ accessKeyId }) => {
      calls.push(`inactive ${accessKeyId}`);
      return Promise.resolve(done);
    },
    deleteAccessKey: ({ accessKeyId }) => {
      calls.push(`deleted ${accessKeyId}`);
      return Promise.resolve(done);
    },
    ...prepared,
  });
  const place = keyPlace({ name: 'work', keys: OLD }, openedFiles(fileWith(OLD)));
  const owner = {
    userName: 'alice',
    keyContext: own,
    mfaProfile: 'mfa',
    renewal: '`aws-mfa login --force`',
  };
  const run = () => replaceKey({ place, owner, own, arn: ARN, deletesOld: false }, at);
  return { at, calls, run, file: () => at.texts.get(CREDENTIALS_PATH) };
}

it('AWS accepts the new key: it is in the file, and the old one is inactive', async () => {
  const { run, calls, file, at } = bench([accepted]);
  expect(await run()).toEqual(NEW);
  expect(calls).toEqual([`inactive ${OLD.accessKeyId}`]);
  expect(file()).toBe(fileWith(NEW));
  expect(at.said).toEqual([]);
});

it('AWS must accept it twice in a row: other servers of it may not know the key yet', async () => {
  const { run, at } = bench([accepted, unknown, unknown, accepted]);
  await run();
  expect(at.said).toEqual(['note: Waiting until AWS accepts the new access key.']);
  expect(at.pauses).toEqual([250, 250, 500, 250]);
});

it('AWS does not accept it within a minute: it is deleted, and the file is as before', async () => {
  const { run, calls, file, at } = bench([unknown]);
  const error = await rejectedBy(run());
  expect([error.code, error.message]).toEqual([
    'new_key_unknown',
    'AWS did not accept the new access key …MPL2 within a minute. The new access key was deleted again. [work] still has …MPLE, which works.',
  ]);
  expect(calls).toEqual([`deleted ${NEW.accessKeyId}`]);
  expect(file()).toBe(fileWith(OLD));
  const waited = at.pauses.reduce((sum, pause) => sum + pause, 0);
  expect(waited).toBeGreaterThanOrEqual(60_000);
  expect(waited).toBeLessThan(70_000);
});

it('AWS takes it back after the write: the old one returns to the file, which never was inactive', async () => {
  const { run, calls, file } = bench([accepted, accepted, unknown]);
  const error = await rejectedBy(run());
  expect(error.message).toContain(
    'The new access key was deleted again. [work] still has …MPLE, which works.',
  );
  expect(calls).toEqual([`deleted ${NEW.accessKeyId}`]);
  expect(file()).toBe(fileWith(OLD));
});

it('another program writes the old one again while AWS is asked: the old one stays active', async () => {
  const test = bench([accepted]);
  let asked = 0;
  const { getCallerIdentity } = test.at.aws;
  test.at.aws.getCallerIdentity = (call) => {
    asked += 1;
    if (asked === 3) test.at.texts.set(CREDENTIALS_PATH, fileWith(OLD));
    return getCallerIdentity(call);
  };
  expect((await rejectedBy(test.run())).message).toBe(
    'Another program just changed the access key of [work]. The new access key was deleted again. [work] still has …MPLE, which works.',
  );
  expect(test.calls).toEqual([`deleted ${NEW.accessKeyId}`]);
});

it('it belongs to another user', async () => {
  const { run, calls, file } = bench([{ kind: 'answer', arn: 'arn:aws:iam::210987654321:user/bob' }]);
  const error = await rejectedBy(run());
  expect(error.message).toContain(
    'AWS created an access key of another user. The new access key was deleted',
  );
  expect(calls).toEqual([`deleted ${NEW.accessKeyId}`]);
  expect(file()).toBe(fileWith(OLD));
});

describe('canceled', () => {
  const stop = () => {
    const controller = new AbortController();
    return { controller, cancel: () => controller.abort(new AwsMfaError('cancelled', 'Canceled.')) };
  };

  it('while AWS creates the key: its answer is waited for, and the key is deleted', async () => {
    const { controller, cancel } = stop();
    const { run, calls, file } = bench([accepted], {
      signal: controller.signal,
      createAccessKey: ({ signal }) => {
        cancel();
        expect(signal.aborted).toBe(false);
        return Promise.resolve({ kind: 'answer', ...NEW });
      },
    });
    expect((await rejectedBy(run())).message).toBe(
      'Canceled. The new access key was deleted again. [work] still has …MPLE, which works.',
    );
    expect(calls).toEqual([`deleted ${NEW.accessKeyId}`]);
    expect(file()).toBe(fileWith(OLD));
  });

  it('after the write: both keys work, and both are named', async () => {
    const { controller, cancel } = stop();
    const test = bench([accepted], { signal: controller.signal });
    const { updateFile } = test.at.files;
    test.at.files.updateFile = async (update) => {
      const written = await updateFile(update);
      cancel();
      return written;
    };
    const error = await rejectedBy(test.run());
    expect([error.code, error.message]).toEqual([
      'cancelled',
      `Canceled. The new access key ${NEW.accessKeyId} is in ~/.aws/credentials. The old one, ${OLD.accessKeyId}, is still active.`,
    ]);
    expect(error.hint).toBe('To set the old one inactive:\n`aws-mfa rotate --finish --profile work`');
    expect(test.calls).toEqual([]);
  });

  it('while the old key is set inactive: the rotation is done', async () => {
    const { controller, cancel } = stop();
    const { run, calls } = bench([accepted], {
      signal: controller.signal,
      setAccessKeyActive: ({ accessKeyId }) => {
        cancel();
        calls.push(`inactive ${accessKeyId}`);
        return Promise.resolve(done);
      },
    });
    expect(await run()).toEqual(NEW);
    expect(calls).toEqual([`inactive ${OLD.accessKeyId}`]);
  });
});

describe('the write fails', () => {
  it('before the rename: the new key is deleted', async () => {
    const { run, calls } = bench([accepted], { updateFile: () => Promise.reject(new Error('unexpected')) });
    const error = await rejectedBy(run());
    expect([error.code, error.message]).toEqual([
      'internal',
      'aws-mfa failed unexpectedly. The new access key was deleted again. [work] still has …MPLE, which works.',
    ]);
    expect(calls).toEqual([`deleted ${NEW.accessKeyId}`]);
  });

  it('after the rename: the rotation goes on', async () => {
    const test = bench([accepted], {
      updateFile: ({ path, edit }) => {
        test.at.texts.set(path, edit(test.at.texts.get(path)));
        return Promise.reject(new Error('the folder could not be synced'));
      },
    });
    expect(await test.run()).toEqual(NEW);
    expect(test.calls).toEqual([`inactive ${OLD.accessKeyId}`]);
  });

  it('and the file cannot be read then: nothing is deleted, and both are named', async () => {
    const { run, calls } = bench([accepted], {
      updateFile: () => Promise.reject(new Error('gone')),
      readTextFile: () => {
        throw new Error('EIO');
      },
    });
    const error = await rejectedBy(run());
    expect(error.message).toContain(
      `The new access key ${NEW.accessKeyId} may be in ~/.aws/credentials. The old one, ${OLD.accessKeyId}, may still be active.`,
    );
    expect(calls).toEqual([]);
  });

  it.each([
    ['the old one again', fileWith(OLD), ' [work] still has …MPLE, which works.'],
    ['a third one', fileWith({ ...OLD, accessKeyId: 'AKIATHIRD' }), ''],
  ])('another program writes %s over the new key: the new one is deleted', async (_, text, kept) => {
    const test = bench([accepted], {
      updateFile: ({ path }) => {
        test.at.texts.set(path, text);
        return Promise.resolve([]);
      },
    });
    const error = await rejectedBy(test.run());
    expect(error.message).toBe(
      `Another program just changed the access key of [work]. The new access key was deleted again.${kept}`,
    );
    expect(test.calls).toEqual([`deleted ${NEW.accessKeyId}`]);
  });
});

describe('AWS may have created a key without handing it over', () => {
  it('and says its ID alone', async () => {
    const { run, calls } = bench([accepted], {
      createAccessKey: () => Promise.resolve({ kind: 'answer', accessKeyId: NEW.accessKeyId }),
    });
    const { code, message } = await rejectedBy(run());
    expect([code, message]).toEqual([
      'unusable_answer',
      'IAM in us-east-1 answered without a usable access key. AWS may have created an access key whose secret is lost. [work] is unchanged.',
    ]);
    expect(calls).toEqual([]);
  });

  it('and is called once only', async () => {
    let count = 0;
    const { run } = bench([accepted], {
      createAccessKey: () => {
        count += 1;
        return Promise.resolve(failure('ECONNRESET', true));
      },
    });
    expect((await rejectedBy(run())).message).toContain(
      'AWS may have created an access key whose secret is lost. [work] is unchanged.',
    );
    expect(count).toBe(1);
  });

  it('but not if the request was never sent', async () => {
    let count = 0;
    const { run } = bench([accepted], {
      createAccessKey: () => {
        count += 1;
        return Promise.resolve(failure('ECONNREFUSED', false));
      },
    });
    expect((await rejectedBy(run())).message).not.toContain('may have created');
    expect(count).toBe(3);
  });
});
