/** `aws-mfa setup`: from nothing to a first session. It asks everything first, shows what it will write, then writes. */
import { offerStore, type Protect, writeSetup } from './finish-setup.ts';
import { setupKeys } from './setup-keys.ts';
import { setupStart } from './setup-start.ts';
import { whoseKeys, type Identity, type KeyContext } from '../../aws/identity.ts';
import { AwsMfaError, reworded } from '../../errors.ts';
import { findDevice } from '../../login/find-device.ts';
import type { LoginOptions } from '../../login/login-request.ts';
import {
  logInLater,
  loginFailed,
  offerLogin,
  type Login,
  type OfferedLogin,
} from '../../login/offer-login.ts';
import { areOtherAccounts } from '../../profiles/accounts.ts';
import { settingsChanges } from '../../login/save-settings.ts';
import {
  configureSet,
  profileFlag,
  profileNameProblem,
  profilesOf,
  settingOf,
  USUAL_NAME,
} from '../../profiles/profile.ts';
import { findSerialNumber, wrongSerialNumber } from '../../session/mfa-device.ts';
import { isRegion } from '../../profiles/regions.ts';
import { openFiles } from '../../shared-files/read-shared-files.ts';
import { ofFlag, sourceName, type Sourced } from '../../source.ts';
import { shellCommand } from '../../text/shell-command.ts';
import type { Context, Questions } from '../../context.ts';

/** The options as typed. */
export interface SetupOptions {
  profile?: string;
  region?: string;
  debug?: boolean;
}

/** What a setup goes on with. */
export interface SetupNext {
  login: Login;
  protect: Protect;
  /** Creates an MFA device, saves it, and offers the first login. */
  enroll: (options: { profile: string; isWanted: true; region?: string }, context: Context) => Promise<void>;
}

/** @throws AwsMfaError of every kind; nothing was written then, unless it says otherwise */
export async function setup(
  options: SetupOptions,
  { login, protect, enroll }: SetupNext,
  context: Context,
): Promise<void> {
  checkOptions(options);
  const questions = context.environment.ci ? undefined : await context.terminal.openQuestions();
  if (!questions) throw await nobodyToAsk(options, context);
  let configured: Configured;
  let wantsLogin = false;
  try {
    configured = await configure(options, questions, context);
    await offerStore(configured, { questions, protect }, context);
    if (!configured.enrolls) wantsLogin = await offerLogin(configured, questions);
  } finally {
    questions.close();
  }
  const { saved } = configured;
  const { profile } = configured.login;
  if (configured.enrolls) {
    await enroll({ profile, isWanted: true, ...configured.wanted }, context).catch((error: unknown) => {
      if (!(error instanceof AwsMfaError)) throw error;
      const command = shellCommand('aws-mfa', 'enroll', ...profileFlag(profile));
      throw reworded(error, { also: `${saved} To create the device later:\n${command}`.trim() });
    });
  } else if (wantsLogin) {
    await login(configured.login, context).catch((error: unknown) => {
      throw loginFailed(error, configured);
    });
  } else {
    const later = `${saved} ${logInLater(configured.login)}`.trim();
    context.output.say(saved === '' ? 'plain' : 'result', later);
  }
}

const SAVED = 'Setup is saved.';

interface Configured extends OfferedLogin {
  login: LoginOptions & { profile: string };
  /** Whether the user has no MFA device, and wants one. */
  enrolls: boolean;
  /** `--region`, or what was typed. */
  wanted: { region?: string };
}

async function configure(options: SetupOptions, questions: Questions, context: Context): Promise<Configured> {
  const opened = openFiles(context);
  const { files, shownPaths } = opened;
  const profiles = profilesOf(files);
  const named = ofFlag(options.profile, '--profile') ?? context.environment.profile;
  const start = setupStart(named, profiles, context.environment);
  const input = { ...opened, profiles, wantedRegion: options.region };
  const keys = await setupKeys(start, input, questions, context);
  const { base } = keys.keyContext;
  const found = findSerialNumber({ base, profiles, credentials: files.credentials });
  const user = keys.identity ?? (await whoseKeys(keys.keyContext, context));
  // The device of the user whose key was here before may still be configured.
  const known = areOtherAccounts(found?.value ?? '', user.arn) ? undefined : found;
  const keeps = known !== undefined && (await keepsDevice(known, questions, context));
  const serialNumber = keeps ? undefined : await deviceOrNone(user, keys.keyContext, questions, context);
  const enrolls = !keeps && serialNumber === undefined;
  const command = settingOf(profiles.get(base), 'mfa_process')?.source;
  if (command) {
    const note = `Logins get the code from ${sourceName(command)} and do not prompt.`;
    context.output.say('note', `${note} To type codes, remove that line from ${shownPaths[command.file]}.`);
  }
  const typed = keys.isNew ? keys.keyContext.keys : undefined;
  // Of the kept device, the stored session may be that of the user whose key was here before.
  const force = keys.isNew && keeps && { force: true };
  const wanted = keys.region === undefined ? {} : { region: keys.region };
  const changes = settingsChanges({ base, keys: typed, region: keys.region, serialNumber }, files);
  const problem = profileNameProblem(base);
  if (problem !== undefined && changes.length > 0) {
    // The session records its device, so the next login finds it.
    context.output.say('note', `Nothing is saved for [${base}]: ${problem}.`);
    const device = serialNumber === undefined ? {} : { serialNumber };
    return { saved: '', login: { profile: base, ...device, ...force }, enrolls, wanted };
  }
  if (changes.length > 0) await writeSetup({ base, changes, opened }, questions, context);
  else if (!enrolls) context.output.say('note', 'Everything is configured already.');
  const saved = changes.length > 0 || !enrolls ? SAVED : '';
  return { saved, login: { profile: base, ...force }, enrolls, wanted };
}

/** @returns undefined if the user has none that generates codes, and wants to create one */
async function deviceOrNone(
  user: Identity,
  keyContext: KeyContext,
  questions: Questions,
  context: Context,
): Promise<string | undefined> {
  try {
    return (await findDevice(user, keyContext, questions, context)).value;
  } catch (error) {
    if (!(error instanceof AwsMfaError) || error.code !== 'no_device') throw error;
    const question = `${error.message} Create one now, with an authenticator app?`;
    if (await questions.askYesNo(question)) return undefined;
    throw error;
  }
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

function checkOptions({ profile, region }: SetupOptions): void {
  if (profile === '')
    throw new AwsMfaError('invalid_value', '--profile is empty.', 'Give it a value, or leave it out.');
  if (region === undefined || isRegion(region)) return;
  throw new AwsMfaError('invalid_value', '--region must be a region such as us-east-1.');
}

async function nobodyToAsk(
  { profile }: SetupOptions,
  { environment, terminal, processes }: Context,
): Promise<AwsMfaError> {
  // AWS_PROFILE may name the session, which gets no access key; setup itself looks at the files, too.
  const selected = environment.profile?.value === USUAL_NAME ? undefined : environment.profile?.value;
  const flag = profileFlag(profile ?? selected ?? 'default');
  const commands = [
    shellCommand('aws', 'configure', ...flag),
    configureSet('mfa_serial', 'ARN', flag),
    shellCommand('aws-mfa', 'login', ...flag),
  ];
  const wrapper = environment.ci ? undefined : await terminal.wrapper();
  return new AwsMfaError(
    'nobody_to_ask',
    `Setup asks questions, but ${environment.ci ? 'CI is set' : 'there is no terminal'}.`,
    wrapper === undefined
      ? `Configure the profile without it:\n${commands.join('\n')}`
      : `To be asked here, run:\n${shellCommand(wrapper, processes.program, 'setup', ...flag)}`,
  );
}
