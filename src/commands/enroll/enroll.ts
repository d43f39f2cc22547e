/**
 * `aws-mfa enroll`: gives a user a virtual MFA device. The key of the device is shown on the terminal only, and the
 * device is deleted unless it is assigned at the end.
 */
import type { KeyContext } from '../../aws/identity.ts';
import { devicesOf } from '../../aws/ask-iam.ts';
import { keysOf } from '../../aws/base-keys.ts';
import { usableDevices, ownKeyContext } from '../../login/find-device.ts';
import { MOST_DEVICES, tooManyDevices } from '../../aws/virtual-devices.ts';
import type { Context, Questions, Screen } from '../../context.ts';
import { adviceText, AwsMfaError } from '../../errors.ts';
import { iamUser, printResult, type Result } from '../../login/key-command.ts';
import { readLoginRequest, reasonNotToAsk, type LoginRequest } from '../../login/login-request.ts';
import {
  loginFailed,
  logInLater,
  offerLogin,
  type Login,
  type OfferedLogin,
} from '../../login/offer-login.ts';
import { checkNetwork } from '../../login/renew-session.ts';
import type { TriedChange } from '../../login/save-settings.ts';
import { ENVIRONMENT_BASE, profileFlag } from '../../profiles/profile.ts';
import { secondsToNextCode } from '../../session/mfa-device.ts';
import { openFiles } from '../../shared-files/read-shared-files.ts';
import { option, shellCommand } from '../../text/shell-command.ts';
import { askTwoCodes } from './ask-codes.ts';
import { chooseOwner, devicePlace, saveDevice } from './base-profile.ts';
import { newDevice } from './new-device.ts';

/** The options as typed. */
export interface EnrollOptions {
  profile?: string;
  /** Name of the device. */
  name?: string;
  region?: string;
  /** False for `--no-input`. */
  input?: boolean;
  json?: boolean;
  debug?: boolean;
  /** Whether the user has agreed already to have another device. */
  isWanted?: boolean;
}

/**
 * @param login gets the first session
 * @throws AwsMfaError of every kind; it says what became of the device
 */
export async function enroll(options: EnrollOptions, login: Login, context: Context): Promise<void> {
  checkName(options.name);
  const request = readLoginRequest(options, context.environment);
  const questions = request.mayAsk ? await context.terminal.openQuestions() : undefined;
  const openScreen = questions?.openScreen;
  if (!questions || !openScreen) {
    questions?.close();
    throw await nobodyToAsk(options, questions !== undefined, context);
  }
  let enrolled: Enrolled;
  let wantsLogin = false;
  try {
    enrolled = await createAndSave(options, request, { questions, openScreen }, context);
    const told = { json: options.json, state: enrolled.saved };
    await printResult(resultOf(enrolled), told, context.output);
    if (!options.json) wantsLogin = await offerLogin(enrolled, questions);
  } finally {
    questions.close();
  }
  if (wantsLogin) {
    const seconds = secondsToNextCode(context.clock.now());
    context.output.say('note', `AWS accepts each code once. The next one appears in ${seconds} s.`);
    // A code in AWS_MFA_TOKEN is of another device.
    const environment = { ...context.environment, tokenCode: undefined };
    await login(enrolled.login, { ...context, environment }).catch((error: unknown) => {
      throw loginFailed(error, enrolled);
    });
  } else if (!options.json) context.output.say('plain', logInLater(enrolled.login));
}

/** IAM's own rule (CreateVirtualMFADevice, IAM API reference). @throws AwsMfaError `usage` */
function checkName(name: string | undefined): void {
  if (name === undefined || /^[\w+=,.@-]{1,128}$/.test(name)) return;
  throw new AwsMfaError(
    'invalid_value',
    '--name must have 1 to 128 letters, digits and characters of + = , . @ - _',
    'Omit it to give the device the name of the user.',
  );
}

interface Enrolled extends OfferedLogin {
  base: string;
  arn: string;
  serialNumber: string;
  /** Undefined if it is saved nowhere. */
  place: TriedChange | undefined;
}

async function createAndSave(
  options: EnrollOptions,
  request: LoginRequest,
  { questions, openScreen }: { questions: Questions; openScreen: () => Screen },
  context: Context,
): Promise<Enrolled> {
  const opened = openFiles(context);
  const base = await chooseOwner(request.profile, opened, questions, context);
  // What would stop it at the end is reported before anything is created.
  const place = await devicePlace(base.name, opened, context);
  const keys = await keysOf(base, context);
  const keyContext = ownKeyContext({ ...base, keys }, request.region, opened, context);
  await checkNetwork(keyContext.sts.network, context);
  const rule = 'aws-mfa creates MFA devices only for IAM users.';
  const { arn, userName } = await iamUser(keyContext, { command: 'enroll', rule }, context);
  await confirmAnother(userName, { keyContext, questions, isWanted: options.isWanted === true }, context);
  const [, arnStart = '', account] = /^(arn:[\w-]+:iam::(\d+):)/.exec(arn) ?? [];
  const serialNumber = await newDevice(
    { userName, keyContext, arnStart: `${arnStart}mfa/`, name: options.name },
    ({ seed }, news) => askTwoCodes({ seed, userName, account }, openScreen, news, context),
    context,
  );
  if (place) await saveDevice({ base: base.name, serialNumber }, place, context);
  const login = {
    ...(base.name !== ENVIRONMENT_BASE && { profile: base.name }),
    ...(!place && { serialNumber }),
  };
  const saved = place ? 'The MFA device is saved.' : 'The MFA device is assigned.';
  return { base: base.name, arn, serialNumber, place, saved, login };
}

/** @throws AwsMfaError `cancelled`; `configuration` if AWS allows no more */
async function confirmAnother(
  userName: string,
  { keyContext, questions, isWanted }: { keyContext: KeyContext; questions: Questions; isWanted: boolean },
  context: Context,
): Promise<void> {
  const told = await devicesOf(userName, keyContext, context);
  if ('untold' in told) {
    context.output.say('note', `AWS did not list the MFA devices of ${userName}. ${adviceText(told.untold)}`);
    return;
  }
  const { serialNumbers } = told;
  if (serialNumbers.length >= MOST_DEVICES)
    throw tooManyDevices(`${userName} has ${serialNumbers.length} MFA devices; AWS allows no more.`);
  if (isWanted || serialNumbers.length === 0) return;
  const isOne = serialNumbers.length === 1;
  const has = `${userName} has ${isOne ? 'an MFA device' : `${serialNumbers.length} MFA devices`} already:`;
  const question = [has, ...serialNumbers, 'Create another one?'].join('\n  ');
  // Passkeys give no codes.
  if (await questions.askYesNo(question, usableDevices(serialNumbers).length === 0)) return;
  const setup = shellCommand('aws-mfa', 'setup', ...profileFlag(keyContext.base));
  throw new AwsMfaError(
    'cancelled',
    'Canceled; nothing was changed.',
    `To use ${isOne ? 'the existing device' : 'an existing device'}:\n${setup}`,
  );
}

function resultOf({ base, arn, serialNumber, place }: Enrolled): Result {
  return {
    json: { profile: base, user_arn: arn, serial_number: serialNumber, file: place?.path ?? null },
    lines: place
      ? [`[${base}] has the new MFA device ${serialNumber}.`, `Saved as mfa_serial of ${place.name}.`]
      : [
          `New MFA device: ${serialNumber}`,
          `It is not saved: [${base}] is not a profile that aws-mfa can write.`,
        ],
  };
}

async function nobodyToAsk(
  { input, profile, name }: EnrollOptions,
  hasTerminal: boolean,
  { terminal, environment, processes }: Context,
): Promise<AwsMfaError> {
  const agent = await terminal.agent();
  const wrapper = await terminal.wrapper();
  const why = hasTerminal
    ? 'this terminal cannot clear the key from its screen (TERM=dumb)'
    : (reasonNotToAsk({ input }, environment) ??
      (agent === undefined ? 'there is no terminal' : `an AI agent (${agent}) runs this command`));
  const program = wrapper === undefined ? ['aws-mfa'] : [wrapper, processes.program];
  const flags = [...profileFlag(profile ?? 'default'), ...(name === undefined ? [] : option('--name', name))];
  const where = agent === undefined ? 'Run in a terminal' : 'Ask the user to run in a terminal';
  return new AwsMfaError(
    'nobody_to_ask',
    `enroll shows a QR code and asks for codes, but ${why}.`,
    `${where}:\n${shellCommand(...program, 'enroll', ...flags)}`,
  );
}
