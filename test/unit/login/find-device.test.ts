/** A device looked for. */
import { expect, it } from 'vitest';
import { readEnvironment } from '../../../src/environment.ts';
import { keyContextOf, searchDevice } from '../../../src/login/find-device.ts';
import { questioner, type Questioner } from '../../support/questioner.ts';
import { openedFiles } from '../../support/shared-files.ts';
import { refusal, fakes } from '../../support/fakes.ts';
import { rejectedBy, told, words } from '../../support/thrown-by.ts';
import { sourceOf } from '../../support/source-of.ts';

const KEYS = { accessKeyId: 'AKIAIOSFODNN7WXYZ', secretAccessKey: 'base-secret' };
const APP = 'arn:aws:iam::123456789012:mfa/alice';
const KEY_FOB = 'GAHT12345678';
const PASSKEY = 'arn:aws:iam::123456789012:u2f/user/alice/key-ABC';
const SAVE = 'Save it as mfa_serial of [profile work] in ~/.aws/config?';

function found(
  devices: string[] | 'denied',
  person: Questioner | undefined,
  { base = 'work', arn = 'arn:aws:iam::123456789012:user/alice', env = {} } = {},
) {
  const context = fakes({
    variables: env,
    openQuestions: () => Promise.resolve(person),
    getCallerIdentity: () => Promise.resolve({ kind: 'answer', arn }),
    listMfaDevices: () =>
      Promise.resolve(
        devices === 'denied' ? refusal('AccessDenied') : { kind: 'answer', serialNumbers: devices },
      ),
  });
  const missing = {
    base: { name: base, keys: KEYS },
    region: { value: 'eu-west-1', source: sourceOf('default') },
  };
  return searchDevice(missing, openedFiles(), true, context);
}

it('the only one that gives codes is taken; saving is asked', async () => {
  const person = questioner(true);
  expect(await found([PASSKEY, APP], person)).toEqual({
    serialNumber: { value: APP, source: sourceOf('found in IAM') },
    save: true,
    keys: KEYS,
  });
  expect(person).toMatchObject({ heard: [SAVE], closed: 1 });
});

it('nobody is asked to save it where the name of the base cannot be written', async () => {
  const person = questioner();
  expect(await found([APP], person, { base: 'my base' })).toMatchObject({ save: false });
  expect(person.heard).toEqual([]);
});

it('of several the person takes one', async () => {
  const person = questioner(KEY_FOB, false);
  expect(await found([APP, PASSKEY, KEY_FOB], person)).toEqual({
    serialNumber: { value: KEY_FOB, source: sourceOf('found in IAM') },
    save: false,
    keys: KEYS,
  });
});

it('IAM does not tell: Enter accepts the suggestion', async () => {
  const person = questioner('', true);
  expect(await found('denied', person)).toMatchObject({
    serialNumber: { value: APP, source: sourceOf('typed') },
  });
  expect(person.heard[0]).toContain('suggestion');
});

it.each([
  ['a passkey', PASSKEY, 'passkey'],
  ['a user', 'arn:aws:iam::123456789012:user/alice', 'ARN of a user'],
  ['nothing like it', 'alice', 'neither an ARN nor a serial number'],
])('%s is refused on the spot', async (_, typed, complaint) => {
  const person = questioner(typed, KEY_FOB, true);
  expect(await found('denied', person)).toMatchObject({ serialNumber: { value: KEY_FOB } });
  expect(person.heard[1]).toMatch(words(`! …${complaint}`));
});

it('a code typed for a device is not repeated', async () => {
  const person = questioner('123456', KEY_FOB, true);
  await found('denied', person);
  expect(person.heard.join()).not.toContain('123456');
});

it('the root user has no name that IAM would list: asked', async () => {
  const person = questioner('', true);
  const arn = 'arn:aws:iam::123456789012:root';
  expect(await found([], person, { arn })).toMatchObject({
    serialNumber: { value: 'arn:aws:iam::123456789012:mfa/root-account-mfa-device' },
  });
});

it('an identity of another kind has no likely device: something must be typed', async () => {
  const person = questioner('', KEY_FOB, true);
  await found([], person, { arn: 'arn:minio:iam:::alice' });
  expect(person.heard[1]).toContain('! Enter an ARN, or the serial number');
});

it.each([
  ['none', [], 'AWS has no MFA device for alice'],
  ['only passkeys', [PASSKEY], 'passkeys or security keys'],
])('%s: an error, and the terminal is given back', async (_, devices, expected) => {
  const person = questioner();
  expect(told(await rejectedBy(found(devices, person)))).toMatch(words(`configuration: …${expected}`));
  expect(person.closed).toBe(1);
});

it('given up: the terminal is given back', async () => {
  const person = questioner();
  expect(await rejectedBy(found([APP], person))).toHaveProperty('kind', 'cancelled');
  expect(person.closed).toBe(1);
});

it('keys of the environment stand in no profile that a device could be saved in', async () => {
  const person = questioner();
  expect(await found([APP], person, { base: 'environment' })).toMatchObject({ save: false });
  expect(person.heard).toEqual([]);
});

it('nobody there: nothing is asked of AWS either', async () => {
  expect(await found('denied', undefined)).toBeUndefined();
});

it.each(['AWS_ENDPOINT_URL_IAM', 'AWS_ENDPOINT_URL_STS'])('%s over plain http is refused', async (name) => {
  const person = questioner(true);
  const env = { [name]: 'http://example.test' };
  expect(told(await rejectedBy(found([APP], person, { env })))).toMatch(
    words(`configuration: ${name} is plain http`),
  );
});

it.each<[config: string, variables: Record<string, string>, lines: string[]]>([
  ['', {}, ['STS: STS in eu-west-1', 'IAM: IAM in us-east-1']],
  [
    'endpoint_url = https://user:pw@x.test\nca_bundle = /office.pem\n',
    { AWS_ENDPOINT_URL_IAM: 'https://iam.test' },
    [
      'STS: x.test (endpoint_url of [profile work] in ~/.aws/config), certificates: /office.pem (ca_bundle of [profile work] in ~/.aws/config)',
      'IAM: iam.test (AWS_ENDPOINT_URL_IAM), certificates: /office.pem (ca_bundle of [profile work] in ~/.aws/config)',
    ],
  ],
  [
    '',
    { HTTPS_PROXY: 'http://alice:pw@proxy.test:8080', NO_PROXY: 'iam.amazonaws.com' },
    ['STS: STS in eu-west-1, proxy: proxy.test:8080 (HTTPS_PROXY)', 'IAM: IAM in us-east-1'],
  ],
])('%j %j', (config, variables, lines) => {
  const opened = openedFiles('', `[profile work]\n${config}`);
  const region = { value: 'eu-west-1', source: sourceOf('region of [profile work]', 'config') };
  expect(
    keyContextOf({ name: 'work', keys: KEYS }, region, opened, readEnvironment(variables)).lines,
  ).toEqual(['region: eu-west-1 (region of [profile work] in ~/.aws/config)', ...lines]);
});
