/** Gets the keys in a setup: the existing ones, or new ones, which AWS must accept before anything is written. */
import { AwsMfaError, reworded, type ErrorCode } from '../../errors.ts';
import { settingOf, type Profiles } from '../../profiles/profile.ts';
import type { SharedFilePaths } from '../../shared-files/read-shared-files.ts';
import {
  checkKeysName,
  isOfBroamski,
  profileStart,
  type ProfileStart,
  type SetupStart,
} from './setup-start.ts';
import { sourced, type Sourced, DEFAULT, ofFlag, sourceName, type Source } from '../../source.ts';
import { homeRegion, isRegion, partitionOfArn } from '../../session/region.ts';
import { whoseKeys, type Identity, type KeyContext } from '../../aws/ask-aws.ts';
import { keysOf } from '../../aws/base-keys.ts';
import { checkNetwork } from '../../login/renew-session.ts';
import type { Context, Questions } from '../../context.ts';
import { keyContextOf, type ReadAt } from '../../login/find-device.ts';

/** Where the keys stand, or are to stand. */
export interface SetupInput extends ReadAt {
  /** `--region` */
  wantedRegion: string | undefined;
  profiles: Profiles;
  paths: SharedFilePaths;
}

export interface SetupKeys {
  keyContext: KeyContext;
  /** Whether they were typed just now. */
  isNew: boolean;
  /** The region to store; nothing where it stays as it is. */
  region: string | undefined;
  /** Known where AWS was asked already. */
  identity: Identity | undefined;
}

/** Whose STS is asked where nothing says another. */
const USUAL_REGION: Sourced<string> = { value: 'us-east-1', source: DEFAULT };

/** How often keys may be mistyped. */
const TRIES = 3;

/**
 * @throws AwsMfaError `refused` where AWS does not take the keys, `cancelled`, `unreachable`; nothing was written
 */
export async function setupKeys(
  start: SetupStart,
  input: SetupInput,
  questions: Questions,
  context: Context,
): Promise<SetupKeys> {
  const { wantedRegion } = input;
  const begun = start.kind === 'choose' ? await chooseBase(start, input.profiles, questions, context) : start;
  if (begun.kind === 'keys' && (await keepsKeys(begun, questions))) {
    const region = ofFlag(wantedRegion, '--region') ?? knownRegion(begun.base, input.profiles, context);
    const source = { ...begun, name: begun.base };
    const keyed = { ...source, keys: await keysOf(source, context) };
    const keyContext = keyContextOf(keyed, region ?? USUAL_REGION, input, context.environment);
    return { keyContext, isNew: false, region: wantedRegion, identity: undefined };
  }
  if (begun.kind === 'keys') checkKeysName(begun.base);
  if (begun.kind === 'new' && begun.half) await confirmReplacing(begun.base, questions);
  return typedKeys(begun.base, input, questions, context);
}

async function chooseBase(
  { names, hasKeys }: SetupStart & { kind: 'choose' },
  profiles: Profiles,
  questions: Questions,
  { environment }: Context,
): Promise<ProfileStart> {
  const choices = names.map((name) => ({ value: name, name: `[${name}]` }));
  const question = hasKeys ? 'Whose keys shall the sessions be made from?' : 'Which profile shall be set up?';
  const value = await questions.choose(question, choices);
  return profileStart({ value, source: { kind: 'asked', how: 'chosen' } }, profiles, environment);
}

async function keepsKeys(
  { base, keys, process }: ProfileStart & { kind: 'keys' },
  questions: Questions,
): Promise<boolean> {
  const which = keys
    ? `the access key …${keys.accessKeyId.slice(-4)} of [${base}]`
    : `the keys by ${process ? sourceName(process.source) : ''}`;
  if (!isOfBroamski(base)) return questions.askYesNo(`Use ${which}?`);
  const carryOn = `Carry on with ${which}, where broamski's aws-mfa keeps it?`;
  if (await questions.askYesNo(carryOn)) return true;
  throw new AwsMfaError(
    'cancelled',
    'Cancelled; nothing was written.',
    'To store other keys: `aws-mfa setup --profile NAME`',
  );
}

async function confirmReplacing(base: string, questions: Questions): Promise<void> {
  if (await questions.askYesNo(`[${base}] holds one half of an access key. Replace it?`, false)) return;
  throw new AwsMfaError('cancelled', 'Cancelled; nothing was written.');
}

async function typedKeys(
  base: string,
  input: SetupInput,
  questions: Questions,
  context: Context,
): Promise<SetupKeys> {
  const { wantedRegion } = input;
  await checkAhead(base, input, context);
  context.output.say(
    'note',
    `For [${base}]: the access key of your IAM user.\nThe IAM console makes one, under "Security credentials".`,
  );
  const known = knownRegion(base, input.profiles, context);
  for (let attempt = 1; ; attempt++) {
    const accessKeyId = await questions.askLine('Access key ID:', accessKeyIdComplaint);
    const secretAccessKey = await questions.askSecret('Secret access key:', secretAccessKeyComplaint);
    const region = wantedRegion ?? (known ? undefined : await askRegion(questions));
    const keys = { accessKeyId, secretAccessKey };
    const how: Source =
      wantedRegion === undefined ? { kind: 'asked', how: 'typed' } : { kind: 'flag', name: '--region' };
    const asked = sourced(region, how) ?? known ?? USUAL_REGION;
    const keyContext = keyContextOf({ name: base, keys }, asked, input, context.environment);
    const identity = await knownToAws(keyContext, attempt === TRIES, context);
    if (identity) return { keyContext, isNew: true, region, identity };
  }
}

/** What would stop the set-up in the end is told before anybody looks for a secret and types it. */
async function checkAhead(base: string, input: SetupInput, context: Context): Promise<void> {
  await context.files.probeWrite(input.paths.credentials);
  const { network } = keyContextOf(
    { name: base, keys: NO_KEYS },
    USUAL_REGION,
    input,
    context.environment,
  ).sts;
  await checkNetwork(network, context);
}

const NO_KEYS = { accessKeyId: '', secretAccessKey: '' };

async function askRegion(questions: Questions): Promise<string | undefined> {
  const complaint = (text: string) =>
    text === '' || isRegion(text) ? undefined : 'A region looks like eu-west-1.';
  return (await questions.askLine('Region (Enter for none):', complaint)) || undefined;
}

/** AWS does not take the keys; whoever has just typed them may type them again. */
const ABOUT_KEYS: readonly ErrorCode[] = ['unknown_key', 'wrong_secret', 'temporary_keys'];

/** @returns nothing where the person may type them again */
async function knownToAws(
  keyContext: KeyContext,
  isLast: boolean,
  context: Context,
): Promise<Identity | undefined> {
  try {
    const identity = await whoseKeys(keyContext, context);
    context.output.say('note', `AWS knows them: ${identity.arn}`);
    return identity;
  } catch (error) {
    if (!(error instanceof AwsMfaError) || !ABOUT_KEYS.includes(error.code)) throw error;
    if (!isLast) {
      context.output.say('warning', error.message);
      return undefined;
    }
    const hint = 'Copy both halves again from where the key was made, then: `aws-mfa setup`';
    throw reworded(error, { message: `${error.message} Nothing was written.`, hint });
  }
}

/** By which AWS is asked: of the environment, else of the profile, else of the partition of the device it names. */
function knownRegion(base: string, profiles: Profiles, context: Context): Sourced<string> | undefined {
  const profile = profiles.get(base);
  const settings = [context.environment.region, settingOf(profile, 'region')];
  const known = settings.find((setting) => setting && isRegion(setting.value));
  const partition = partitionOfArn(settingOf(profile, 'mfa_serial')?.value ?? '');
  return known ?? sourced(partition && homeRegion(partition), { kind: 'derived', by: 'partition' });
}

/** @returns a complaint, or nothing where the id will do */
export function accessKeyIdComplaint(text: string): string | undefined {
  if (text.startsWith('ASIA')) return 'That key belongs to a session; a long-term key begins with AKIA.';
  // AWS STS and IAM API reference: 16 to 128 word characters.
  return /^\w{16,128}$/.test(text) ? undefined : 'An access key ID looks like AKIAIOSFODNN7EXAMPLE.';
}

/** The same of the secret: one line that every reader of the file takes as it is. */
export function secretAccessKeyComplaint(text: string): string | undefined {
  return /^[!$%&(-:<-Z^-~][!-~]{15,}$/.test(text)
    ? undefined
    : 'A secret access key is some forty characters without blanks.';
}
