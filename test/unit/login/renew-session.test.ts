/** From the checks ahead of a code to the file, and what is said of a session that cannot be kept. */
import { describe, expect, it } from 'vitest';
import { checkWrite, renewSession } from '../../../src/login/renew-session.ts';
import { AwsMfaError } from '../../../src/errors.ts';
import {
  CREDENTIALS_PATH,
  CONFIG_PATH,
  fakes,
  type Prepared,
  ANSWER,
  NOW,
  unprepared,
} from '../../support/fakes.ts';
import { REGION, sessionPlan, type PlanChanges } from '../../support/session-plan.ts';
import { rejectedBy, throwing, told, words } from '../../support/thrown-by.ts';
import { sourceOf } from '../../support/source-of.ts';

const CODE = { kind: 'given', code: { value: '123456', source: sourceOf('--token') }, retry: false } as const;
const planned = (changes: PlanChanges = {}) => sessionPlan({ code: CODE, ...changes });
const plan = planned({ regionToCopy: REGION });

const prepare = (prepared: Prepared = {}) => fakes({ credentials: '', replies: [ANSWER], ...prepared });

describe('renewSession', () => {
  it('checks, calls, writes, and gives the session', async () => {
    const at = prepare();
    const { accessKeyId, secretAccessKey, sessionToken, expiration } = ANSWER;
    expect(await renewSession(plan, at)).toEqual({
      session: { accessKeyId, secretAccessKey, sessionToken, expiration, issuedAt: NOW },
      how: 'new',
    });
    expect(at.events.slice(0, 4)).toEqual([
      `probed ${CREDENTIALS_PATH}`,
      'called STS',
      `wrote ${CREDENTIALS_PATH}`,
      `wrote ${CONFIG_PATH}`,
    ]);
  });

  const caBundle = { value: '/office.pem', source: sourceOf('AWS_CA_BUNDLE') };

  it('looks at what the way to AWS rests on first, and says what of it is passed over', async () => {
    const events: string[] = [];
    const at = prepare({
      checkCaBundle: ({ caBundle: bundle }) =>
        Promise.resolve(void events.push(`checked ${bundle?.value ?? ''}`)),
    });
    await renewSession(planned({ network: { caBundle, note: 'Passed over.' } }), at);
    expect([...at.events.slice(0, 1), ...events]).toEqual(['note: Passed over.', 'checked /office.pem']);
    expect(at.calls[0]?.network.caBundle).toEqual(caBundle);
  });

  it('calls nobody where the certificates cannot be read', async () => {
    const unusable = new AwsMfaError('file_error', 'It is empty.');
    const at = prepare({ checkCaBundle: () => Promise.reject(unusable) });
    expect(await rejectedBy(renewSession(planned({ network: { caBundle } }), at))).toBe(unusable);
    expect(at.events).toEqual([]);
  });

  it('writes nothing where the session is not to be kept, and looks at no file for that', async () => {
    const at = prepare();
    await renewSession(planned({ writesSession: false, regionToCopy: REGION }), at);
    expect(at.events).toEqual(['called STS']);
  });

  it('hands on what the writer has to say', async () => {
    const at = prepare({ updateFile: () => Promise.resolve(['The file is owner-only now.']) });
    await renewSession(planned(), at);
    expect(at.events).toContain('note: The file is owner-only now.');
  });

  it('removes what a former session left', async () => {
    const credentials =
      '[mfa]\naws_security_token = old\nexpiration = old\nx_principal_arn = old\noutput = json\n';
    const at = prepare({ credentials });
    await renewSession(planned(), at);
    expect(at.texts.get(CREDENTIALS_PATH)).not.toContain('old');
    expect(at.texts.get(CREDENTIALS_PATH)).toContain('output = json\n');
  });

  it.each([
    [
      'with its remedy',
      new AwsMfaError('file_error', 'The disk is full.', 'Make room.'),
      'The disk is full. The session was not saved, and the code has been used. | Make room.\nThen log in again with a new code.',
    ],
    [
      'without one',
      new AwsMfaError('file_error', 'The disk is full.'),
      ' | Then log in again with a new code.',
    ],
  ])('a session that cannot be kept, %s: the code is spent', async (_, cause, expected) => {
    const at = prepare({ updateFile: throwing(cause) });
    const error = await rejectedBy(renewSession(plan, at));
    expect(told(error)).toContain(expected);
    expect(error).toMatchObject({ kind: 'configuration', cause });
  });

  it('a file that was spoilt while the person typed is not written', async () => {
    const at = prepare();
    at.aws.getSession = () => {
      at.texts.set(CREDENTIALS_PATH, '[mfa]\n[mfa]\n');
      return Promise.resolve(ANSWER);
    };
    const error = await rejectedBy(renewSession(plan, at));
    expect(told(error)).toMatch(words('configuration: …line 2…duplicate section…the code has been used.'));
    expect(at.texts.get(CREDENTIALS_PATH)).toBe('[mfa]\n[mfa]\n');
  });

  it.each([
    [
      'long-term keys',
      '[mfa]\naws_access_key_id = AKIAX\naws_secret_access_key = s\n',
      'a long-term access key',
    ],
    [
      "another base's session",
      '[mfa]\naws_access_key_id = ASIAX\naws_session_token = t\nx_source_profile = home\n',
      'the session of base profile "home"',
    ],
  ])('nor a section that has received %s meanwhile', async (_, text, what) => {
    const at = prepare();
    at.aws.getSession = () => {
      at.texts.set(CREDENTIALS_PATH, text);
      return Promise.resolve(ANSWER);
    };
    const error = await rejectedBy(renewSession(plan, at));
    expect(told(error)).toMatch(
      words(`configuration: [mfa] has ${what}…the code has been used. | …--mfa-profile …Then log in again`),
    );
    expect(at.texts.get(CREDENTIALS_PATH)).toBe(text);
  });

  it('nor one that the SDK itself reads otherwise', async () => {
    const readFileAsSdk = () => Promise.resolve({ mfa: { aws_access_key_id: 'another' } });
    const error = await rejectedBy(renewSession(plan, prepare({ readFileAsSdk })));
    expect(told(error)).toMatch(words('configuration: [mfa] cannot be written…the code has been used.'));
  });

  it('a fault of ours is not dressed up as one of the file, and says that the code is spent', async () => {
    const fault = new TypeError('x is undefined');
    const at = prepare({ updateFile: throwing(fault) });
    await expect(renewSession(plan, at)).rejects.toMatchObject({
      kind: 'unreachable',
      message: 'aws-mfa failed unexpectedly. The session was not saved, and the code has been used.',
      cause: { cause: fault },
    });
  });
});

describe('checkWrite', () => {
  it('passes what can be written', async () => {
    await checkWrite(plan, prepare({ updateFile: unprepared('updateFile') }));
  });

  it.each<[what: string, prepared: Prepared, expected: string]>([
    [
      'a folder that cannot be written',
      { probeWrite: throwing(new AwsMfaError('file_error', 'Read-only.')) },
      'Read-only.',
    ],
    [
      'a section that stands twice',
      { credentials: '[mfa]\n[mfa]\n' },
      `configuration: [mfa] cannot be written…${CREDENTIALS_PATH}, line 2: duplicate section [mfa]`,
    ],
    ['a header that tools read apart', { credentials: '[ mfa ]\n' }, 'line 1: …Remove the spaces'],
  ])('%s', async (_, prepared, expected) => {
    expect(told(await rejectedBy(checkWrite(plan, prepare(prepared))))).toMatch(words(expected));
  });
});
