/** Gets the access key in a setup: the existing one, or a new one, which AWS must accept before anything is written. */
import { checkKeysName, isOfBroamski, profileStart, type Choice, type SetupStart } from './setup-start.ts';
import { whoseKeys, type Identity, type KeyContext } from '../../aws/identity.ts';
import { keysOf, type KeySource } from '../../aws/base-keys.ts';
import { AwsMfaError, reworded, type ErrorCode } from '../../errors.ts';
import { chooseAmong } from '../../login/ask-user.ts';
import { keyContextOf } from '../../login/find-device.ts';
import type { OpenedFiles } from '../../shared-files/read-shared-files.ts';
import { checkNetwork } from '../../login/renew-session.ts';
import { profileFlag, settingOf, type Profiles } from '../../profiles/profile.ts';
import { isRegion, homeRegion, partitionOfArn } from '../../profiles/regions.ts';
import { DEFAULT, ofFlag, sourced, sourceName, type Sourced } from '../../source.ts';
import { entryOf, STORES } from '../../stores/stores.ts';
import { shellCommand } from '../../text/shell-command.ts';
import type { Context, Questions } from '../../context.ts';

export interface SetupInput extends OpenedFiles {
  /** `--region` */
  wantedRegion: string | undefined;
  profiles: Profiles;
}

export interface SetupKeys {
  keyContext: KeyContext;
  /** Whether they were typed just now. */
  isNew: boolean;
  /** The region to store; undefined if it stays as it is. */
  region: string | undefined;
  /** Undefined if AWS was not asked yet. */
  identity: Identity | undefined;
}

/** The region whose STS is asked if no other is known. */
const USUAL_REGION: Sourced<string> = { value: 'us-east-1', source: DEFAULT };

/** How often AWS is asked about a new key. */
const TRIES = 3;

/**
 * @throws AwsMfaError `refused` if AWS does not accept the key, `cancelled`, `unreachable`; nothing was written
 */
export async function setupKeys(
  start: SetupStart,
  input: SetupInput,
  questions: Questions,
  context: Context,
): Promise<SetupKeys> {
  const { wantedRegion, profiles } = input;
  const source = 'names' in start ? await chooseBase(start, profiles, questions, context) : start;
  const { name } = source;
  if (!source.keys && !source.process) return typedKeys(name, input, questions, context);
  if (await keepsKeys(source, questions)) {
    const region = ofFlag(wantedRegion, '--region') ?? knownRegion(name, profiles, context) ?? USUAL_REGION;
    const keyed = { ...source, keys: await keysOf(source, context) };
    const keyContext = keyContextOf(keyed, region, input, context.environment);
    return { keyContext, isNew: false, region: wantedRegion, identity: undefined };
  }
  checkKeysName(name);
  return typedKeys(name, input, questions, context);
}

async function chooseBase(
  { names, hasKeys }: Choice,
  profiles: Profiles,
  questions: Questions,
  { environment }: Context,
): Promise<KeySource> {
  const question = hasKeys ? undefined : 'Which profile do you want to set up?';
  const value = await chooseAmong(names, questions, question);
  return profileStart({ value, source: { kind: 'asked', how: 'chosen' } }, profiles, environment);
}

async function keepsKeys({ name, keys, process }: KeySource, questions: Questions): Promise<boolean> {
  const which = keys ? `access key …${keys.accessKeyId.slice(-4)} of [${name}]` : keysFrom(process);
  if (!isOfBroamski(name)) return questions.askYesNo(`Use the ${which}?`);
  if (await questions.askYesNo(`Use the ${which}, as broamski's aws-mfa does?`)) return true;
  throw new AwsMfaError(
    'cancelled',
    'Canceled; nothing was written.',
    'To store another access key:\n`aws-mfa setup --profile NAME`',
  );
}

function keysFrom(process: Sourced<string> | undefined): string {
  const entry = process && entryOf(process.value);
  return entry
    ? `access key …${entry.accessKeyId.slice(-4)} in ${STORES[entry.store].title}`
    : `keys from ${process ? sourceName(process.source) : ''}`;
}

async function typedKeys(
  base: string,
  input: SetupInput,
  questions: Questions,
  context: Context,
): Promise<SetupKeys> {
  await checkAhead(base, input, context);
  context.output.say(
    'note',
    `Enter the access key for [${base}]. To create one, open "Security credentials" in the IAM console.`,
  );
  const known = knownRegion(base, input.profiles, context);
  let accessKeyId: string | undefined;
  let secretAccessKey: string | undefined;
  let region = input.wantedRegion;
  for (let tries = 1; ; tries++) {
    accessKeyId ??= await questions.askLine('Access key ID:', accessKeyIdComplaint, {
      hides: isNoAccessKeyId,
    });
    const id = accessKeyId;
    secretAccessKey ??= await questions.askSecret('Secret access key:', (text) => secretComplaint(text, id));
    if (!known) region ??= await askRegion(questions);
    const asked = sourced(region || undefined, { kind: 'asked', how: 'typed' }) ?? known ?? USUAL_REGION;
    const keys = { accessKeyId, secretAccessKey };
    const keyContext = keyContextOf({ name: base, keys }, asked, input, context.environment);
    try {
      const identity = await whoseKeys(keyContext, context);
      context.output.say('note', `Verified: ${identity.arn}`);
      return { keyContext, isNew: true, region: region || undefined, identity };
    } catch (error) {
      const refused = refusedKey(error, base, id.slice(-4));
      if (tries === TRIES) throw reworded(refused, { message: `${refused.message} Nothing was written.` });
      context.output.say('warning', refused.message);
      // Only what AWS rejected is asked for again.
      if (refused.code !== 'wrong_secret') accessKeyId = undefined;
      if (refused.code !== 'unknown_key') secretAccessKey = undefined;
    }
  }
}

/** @returns what to report; @throws every error that has nothing to do with the typed key */
function refusedKey(error: unknown, base: string, ending: string): AwsMfaError {
  if (!(error instanceof AwsMfaError)) throw error;
  const message = REFUSED[error.code];
  if (message === undefined) throw error;
  const again = shellCommand('aws-mfa', 'setup', ...profileFlag(base));
  const china = shellCommand('aws-mfa', 'setup', ...profileFlag(base), '--region', 'cn-north-1');
  const hint =
    `Copy the key again, or create another one in the IAM console, then:\n${again}` +
    (error.code === 'unknown_key'
      ? `\nFor an account in China or GovCloud, name a region there:\n${china}`
      : '');
  return new AwsMfaError(error.code, `${message} (…${ending}).`, hint, error);
}

/** What AWS says of a new key. The likeliest cause comes first. */
const REFUSED: Partial<Record<ErrorCode, string>> = {
  unknown_key: 'AWS does not recognize the access key ID: it is mistyped, inactive or deleted',
  wrong_secret: 'The secret access key is mistyped: it does not match the access key ID',
  temporary_keys: 'This is the key of a temporary session, not a long-term access key',
};

/** What would stop the setup later is reported before a secret is typed. */
async function checkAhead(base: string, input: SetupInput, context: Context): Promise<void> {
  await context.files.probeWrite(input.paths.credentials);
  const keys = { accessKeyId: '', secretAccessKey: '' };
  const { sts } = keyContextOf({ name: base, keys }, USUAL_REGION, input, context.environment);
  await checkNetwork(sts.network, context);
}

/** @returns an empty text if the user wants none */
function askRegion(questions: Questions): Promise<string> {
  const complaint = (text: string) =>
    text === '' || isRegion(text) ? undefined : 'Enter a region such as eu-west-1, or press Enter to skip.';
  return questions.askLine('Default region (Enter to skip):', complaint);
}

/** The region whose STS is asked: of the environment, else of the profile, else of its device's partition. */
function knownRegion(base: string, profiles: Profiles, context: Context): Sourced<string> | undefined {
  const profile = profiles.get(base);
  const settings = [context.environment.region, settingOf(profile, 'region')];
  const known = settings.find((setting) => setting && isRegion(setting.value));
  const partition = partitionOfArn(settingOf(profile, 'mfa_serial')?.value ?? '');
  return known ?? sourced(partition && homeRegion(partition), { kind: 'derived', by: 'partition' });
}

/** Whether a text cannot be the beginning of AWS' access key ID. It may be a secret, and is masked as one. */
export function isNoAccessKeyId(text: string): boolean {
  return !/^\s*(a(s(i(a\w*)?)?|k(i(a\w*)?)?)?)?\s*$/i.test(text) || text.trim().length > 20;
}

/** @returns a complaint; undefined if it can be an access key ID */
export function accessKeyIdComplaint(text: string): string | undefined {
  if (/\s/.test(text)) return 'An access key ID has no spaces.';
  if (/^[\w/+]{40}$/.test(text))
    return 'That looks like the secret access key. The access key ID comes first.';
  if (/^(akia|asia)/i.test(text) && text !== text.toUpperCase())
    return 'An access key ID has capital letters and digits only.';
  if (text.startsWith('ASIA'))
    return 'That key belongs to a temporary session. A long-term one begins with AKIA.';
  if (text.startsWith('AKIA') && text.length !== 20)
    return `An access key ID has 20 characters; this one has ${text.length}.`;
  // AWS STS and IAM API reference: 16 to 128 word characters.
  return /^\w{16,128}$/.test(text) ? undefined : 'An access key ID looks like AKIAIOSFODNN7EXAMPLE.';
}

/** The same for the secret: one line that every tool reads as it is. */
export function secretComplaint(text: string, accessKeyId: string): string | undefined {
  if (/\s/.test(text)) return 'A secret access key has no spaces.';
  if (text === accessKeyId || /^A[KS]IA[A-Z0-9]{16}$/.test(text))
    return 'That is an access key ID. The secret access key is the longer one.';
  const isOfAws = accessKeyId.startsWith('AKIA');
  if (isOfAws && text.length !== 40)
    return `A secret access key has 40 characters; this one has ${text.length}.`;
  return /^[!$%&(-:<-Z^-~][!-~]{15,}$/.test(text)
    ? undefined
    : 'A secret access key is one line of at least 16 letters, digits and signs such as / and +.';
}
