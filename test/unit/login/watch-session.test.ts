/** What another terminal writes while this one waits for a code. */
import { describe, expect, it } from 'vitest';
import { readSharedFiles } from '../../../src/shared-files/read-shared-files.ts';
import { sessionWatch } from '../../../src/login/watch-session.ts';
import { DEVICE, sessionPlan } from '../../support/session-plan.ts';
import { CREDENTIALS_PATH, fakes, unprepared } from '../../support/fakes.ts';
import { throwing } from '../../support/thrown-by.ts';

const SESSION = `[mfa]
aws_access_key_id = ASIAIOSFODNN7EXAMPLE
aws_secret_access_key = s
aws_session_token = t
x_security_token_expires = 2026-11-24T00:00:00Z
x_mfa_serial = ${DEVICE}
x_source_profile = work
`;

/** @param minRemaining `null`: a new session was asked for */
function watching(minRemaining: number | null = 3600) {
  const at = {
    text: undefined as string | undefined,
    change: (): void => undefined,
    stopped: false,
    served: 0,
    waited: 0,
    meanwhile: (): void => undefined,
  };
  const watch = sessionWatch(
    sessionPlan({ minRemaining: minRemaining ?? undefined }),
    fakes({
      readTextFile: () => at.text,
      watchFile: (path, onChange) => {
        expect(path).toBe(CREDENTIALS_PATH);
        at.change = onChange;
        return () => (at.stopped = true);
      },
      wait: (milliseconds) => {
        at.waited += milliseconds;
        at.meanwhile();
        return Promise.resolve();
      },
    }),
  );
  return { at, watch };
}

describe('sessionWatch', () => {
  it('looks at what is in the file now', () => {
    const { at, watch } = watching();
    expect(watch.look()).toBeUndefined();
    at.text = SESSION;
    expect(watch.look()?.expiration).toEqual(new Date('2026-11-24T00:00:00Z'));
    at.text = SESSION.replace('[mfa]', '[other]');
    expect(watch.look()).toBeUndefined();
  });

  it('tells of a change only when a session that serves is there', () => {
    const { at, watch } = watching();
    const stop = watch.start(() => at.served++);
    at.text = '[mfa]\nregion = eu-west-1\n';
    at.change();
    expect(at.served).toBe(0);
    at.text = SESSION;
    at.change();
    expect(at.served).toBe(1);
    stop();
    expect(at.stopped).toBe(true);
  });

  it('tells soon of a session that came ahead of the prompt, unless that is over by then', async () => {
    const { at, watch } = watching();
    at.text = SESSION;
    watch.start(() => at.served++);
    expect(at.served).toBe(0);
    await Promise.resolve();
    expect([at.served, at.waited]).toEqual([1, 100]);
    watch.start(() => at.served++)();
    await Promise.resolve();
    expect(at.served).toBe(1);
  });

  it.each<[what: string, writesSession: boolean, text: string | undefined, complains: boolean]>([
    ['long-term keys', true, '[mfa]\naws_access_key_id = AKIAX\naws_secret_access_key = s\n', true],
    ["another base's session", true, SESSION.replace('work', 'home'), true],
    ['its own session', true, SESSION, false],
    ['nothing', true, undefined, false],
    ['long-term keys, but nothing is to be kept', false, '[mfa]\naws_access_key_id = AKIAX\n', false],
  ])('the section holds %s by now', async (_, writesSession, text, complains) => {
    const watch = sessionWatch(
      sessionPlan({ writesSession, minRemaining: 0 }),
      fakes({
        readTextFile: () => text,
        wait: unprepared('wait'),
      }),
    );
    if (complains) await expect(watch.checkFile()).rejects.toThrow('[mfa] has');
    else await expect(watch.checkFile()).resolves.toBeUndefined();
  });

  it('a file that cannot be read at this moment holds nothing', async () => {
    const watch = sessionWatch(
      sessionPlan({ minRemaining: 0 }),
      fakes({
        readTextFile: throwing(new Error('EACCES')),
        wait: unprepared('wait'),
      }),
    );
    expect(watch.look()).toBeUndefined();
    await expect(watch.checkFile()).resolves.toBeUndefined();
  });

  it.each([
    ['is waited for, and then the code is used', 5, undefined],
    [
      'is an error if it stays so, before the code is used',
      Infinity,
      /^\[work\] is missing from \/home\/alice\/.aws\/credentials/,
    ],
  ])('a file that has lost a section %s', async (_, back, complaint) => {
    const seen = '[work]\naws_access_key_id = AKIAX\n';
    let looks = 0;
    const watch = sessionWatch(
      sessionPlan({ files: readSharedFiles(sessionPlan().paths, { readTextFile: () => seen }) }),
      fakes({ readTextFile: () => (looks++ < back ? '' : seen), wait: () => Promise.resolve() }),
    );
    if (complaint) await expect(watch.checkFile()).rejects.toThrow(complaint);
    else await expect(watch.checkFile()).resolves.toBeUndefined();
  });

  it('waits a moment for the session of whoever has used the same code', async () => {
    const { at, watch } = watching();
    at.meanwhile = () => {
      if (at.waited >= 300) at.text = SESSION;
    };
    expect((await watch.soon())?.expiration).toEqual(new Date('2026-11-24T00:00:00Z'));
    expect(at.waited).toBe(300);
  });

  it.each<[what: string, minRemaining: number | null, waited: number]>([
    ['not for ever', 3600, 3000],
    ['not where a new one was asked for', null, 0],
  ])('but %s', async (_, minRemaining, waited) => {
    const { at, watch } = watching(minRemaining);
    expect(await watch.soon()).toBeUndefined();
    expect(at.waited).toBe(waited);
  });
});
