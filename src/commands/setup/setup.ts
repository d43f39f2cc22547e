/** `aws-mfa setup`: from nothing to a first session. It asks everything first, shows what it will write, then writes. */
import { setupKeys } from './setup-keys.ts';
import { setupStart } from './setup-start.ts';
import { setupChanges, writeSetup } from './write-setup.ts';
import { whoseKeys } from '../../aws/ask-aws.ts';
import { AwsMfaError, isStop, reworded } from '../../errors.ts';
import { openFiles } from '../../login/ensure-session.ts';
import { findDevice } from '../../login/find-device.ts';
import type { LoginOptions } from '../../login/login-request.ts';
import { profileFlag, profileNameProblem, profilesOf, settingOf } from '../../profiles/profile.ts';
import { findSerialNumber, wrongSerialNumber } from '../../session/mfa-device.ts';
import { isRegion } from '../../session/region.ts';
import { firstGiven, ofFlag, sourceName, type Sourced } from '../../source.ts';
import { shellCommand } from '../../text/shell-command.ts';
import type { Context, Questions } from '../../context.ts';

/** The options as typed. */
export interface SetupOptions {
  profile?: string;
  region?: string;
  debug?: boolean;
}

/** What `aws-mfa login` does. */
type Login = (options: LoginOptions, context: Context) => Promise<void>;

/**
 * @param login gets the first session
 * @throws AwsMfaError of every kind; nothing was written then, unless it says otherwise
 */
export async function setup(options: SetupOptions, login: Login, context: Context): Promise<void> {
  checkOptions(options);
  const questions = context.environment.ci ? undefined : await context.terminal.openQuestions();
  if (!questions) throw await nobodyToAsk(context);
  let loginOptions: LoginOptions;
  let wantsLogin: boolean;
  try {
    loginOptions = await configure(options, questions, context);
    wantsLogin = await offerLogin(loginOptions, questions);
  } finally {
    questions.close();
  }
  if (!wantsLogin) {
    context.output.say('result', `Setup is saved. ${logInLater(loginOptions)}`);
    return;
  }
  await login(loginOptions, context).catch((error: unknown) => {
    throw setupIsSaved(error, loginOptions);
  });
}

/** @returns the options of the first login */
async function configure(
  options: SetupOptions,
  questions: Questions,
  context: Context,
): Promise<LoginOptions & { profile: string }> {
  const opened = openFiles(context);
  const { files, paths, shownPaths } = opened;
  const profiles = profilesOf(files);
  const named = firstGiven(ofFlag(options.profile, '--profile'), context.environment.profile);
  const start = setupStart(named, profiles, context.environment);
  const input = { ...opened, profiles, wantedRegion: options.region };
  const keys = await setupKeys(start, input, questions, context);
  const { base } = keys.keyContext;
  const known = findSerialNumber({
    flag: undefined,
    base: profiles.get(base),
    mfaProfile: undefined,
    credentials: files.credentials,
    baseName: base,
    environment: undefined,
  });
  let serialNumber: string | undefined;
  if (!known || !(await keepsDevice(known, questions, context))) {
    const identity = keys.identity ?? (await whoseKeys(keys.keyContext, context));
    serialNumber = (await findDevice(identity, keys.keyContext, questions, context)).value;
  }
  const command = settingOf(profiles.get(base), 'mfa_process')?.source;
  if (command?.kind === 'setting' && command.file) {
    const note = `Logins get the code from ${sourceName(command)} and do not prompt.`;
    context.output.say('note', `${note} To type codes, remove that line from ${shownPaths[command.file]}.`);
  }
  const typed = keys.isNew ? keys.keyContext.keys : undefined;
  const changes = setupChanges({ base, keys: typed, region: keys.region, serialNumber }, files);
  const problem = profileNameProblem(base);
  if (problem !== undefined && changes.length > 0) {
    // The session records its device, so the next login finds it.
    context.output.say('note', `Nothing is saved for [${base}]: ${problem}.`);
    return { profile: base, ...(serialNumber !== undefined && { serialNumber }) };
  }
  await writeSetup({ base, changes, seen: files, paths }, questions, context);
  return { profile: base };
}

async function keepsDevice(
  known: Sourced<string>,
  questions: Questions,
  { output }: Context,
): Promise<boolean> {
  const wrong = wrongSerialNumber(known);
  if (!wrong) return questions.askYesNo(`Use the MFA device ${known.value} (${sourceName(known.source)})?`);
  output.say('warning', wrong.message);
  return false;
}

/** Cancelling here means no: the setup is complete. */
async function offerLogin(options: LoginOptions, questions: Questions): Promise<boolean> {
  try {
    return await questions.askYesNo('Log in now?');
  } catch (error) {
    if (error instanceof AwsMfaError && error.kind === 'cancelled') return false;
    throw setupIsSaved(error, options);
  }
}

/** The error of the first login, which does not undo the setup. */
function setupIsSaved(error: unknown, options: LoginOptions): unknown {
  if (!(error instanceof AwsMfaError)) return error;
  const also = `Setup is saved. ${logInLater(options)}`;
  return isStop(error.kind)
    ? reworded(error, { message: 'The login was canceled. Setup is saved.', hint: logInLater(options) })
    : reworded(error, { also });
}

function logInLater({ profile = 'default' }: LoginOptions): string {
  return `To log in later:\n${shellCommand('aws-mfa', 'login', ...profileFlag(profile))}`;
}

function checkOptions({ profile, region }: SetupOptions): void {
  if (profile === '')
    throw new AwsMfaError('invalid_value', '--profile is empty.', 'Give it a value, or leave it out.');
  if (region === undefined || isRegion(region)) return;
  throw new AwsMfaError('invalid_value', '--region must be a region such as us-east-1.');
}

async function nobodyToAsk({ environment, terminal, processes }: Context): Promise<AwsMfaError> {
  const wrapper = environment.ci ? undefined : await terminal.wrapper();
  if (wrapper !== undefined) {
    const hint = `To be asked here, run:\n${shellCommand(wrapper, processes.program, 'setup')}`;
    return new AwsMfaError('nobody_to_ask', 'Setup asks questions, but there is no terminal.', hint);
  }
  return new AwsMfaError(
    'nobody_to_ask',
    `Setup asks questions, but ${environment.ci ? 'CI is set' : 'there is no terminal'}.`,
    'Configure the profile without it:\n`aws configure`\n`aws configure set mfa_serial ARN`\n`aws-mfa login`',
  );
}
