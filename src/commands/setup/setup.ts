/**
 * `aws-mfa setup`: from nothing to a first session. It asks everything first, shows what will be written, then writes.
 */
import { AwsMfaError, isStop, reworded } from '../../errors.ts';
import { shellCommand } from '../../text/shell-command.ts';
import { profilesOf, settingOf, profileNameProblem, profileFlag } from '../../profiles/profile.ts';
import { setupChanges, writeSetup } from './write-setup.ts';
import { setupStart } from './setup-start.ts';
import { commandName } from '../../login/code-source.ts';
import { firstGiven, type Sourced, ofFlag } from '../../source.ts';
import { isRegion } from '../../session/region.ts';
import type { LoginOptions } from '../../login/login-request.ts';
import { openFiles } from '../../login/ensure-session.ts';
import type { Context, Questions } from '../../context.ts';
import type { OpenedFiles } from '../../login/plan-session.ts';
import { setupDevice } from './setup-device.ts';
import { setupKeys } from './setup-keys.ts';

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
  if (!questions) throw nobodyToSetUp(context.environment.ci);
  let done: SetUp;
  let wantsLogin: boolean;
  try {
    done = await setUp(options, questions, context);
    wantsLogin = await offerLogin(done.base, questions);
  } finally {
    questions.close();
  }
  const { base } = done;
  if (wantsLogin) await firstLogin(done, login, context);
  else
    context.output.say(
      'plain',
      `When you want a session: ${shellCommand('aws-mfa', 'login', ...profileFlag(base))}`,
    );
}

interface SetUp {
  base: string;
  /** The device, where it could not be stored. */
  serialNumber?: string | undefined;
}

async function setUp(options: SetupOptions, questions: Questions, context: Context): Promise<SetUp> {
  const opened = openFiles(context);
  const { files, paths } = opened;
  const profiles = profilesOf(files);
  const named = firstGiven(ofFlag(options.profile, '--profile'), context.environment.profile);
  const start = setupStart(named, profiles, context.environment);
  const input = { ...opened, profiles, wantedRegion: options.region };
  const { keyContext, isNew, region, identity } = await setupKeys(start, input, questions, context);
  const known = { keyContext, identity, profiles, credentials: files.credentials };
  const serialNumber = await setupDevice(known, questions, context);
  noteCodeCommand(settingOf(profiles.get(keyContext.base), 'mfa_process'), opened, context);
  const { base } = keyContext;
  const changes = setupChanges(
    { base, keys: isNew ? keyContext.keys : undefined, region, serialNumber },
    files,
  );
  const why = profileNameProblem(base);
  if (why !== undefined && changes.length > 0) {
    // A session remembers its device, so that the next login finds it all the same.
    context.output.say('note', `Nothing is stored for [${base}]: ${why}.`);
    return { base, serialNumber };
  }
  await writeSetup({ base, changes, seen: files, paths }, questions, context);
  return { base };
}

/** It is carried on with as it stands: a login takes its codes from there by itself. */
function noteCodeCommand(
  command: Sourced<string> | undefined,
  { shownPaths }: OpenedFiles,
  { output }: Context,
): void {
  if (!command) return;
  const { source } = command;
  const where = source.kind === 'setting' && source.file ? shownPaths[source.file] : '';
  output.say(
    'note',
    `${commandName(command)} gives the codes; a login runs it, and asks nobody.\nTo be asked instead, take that line out of ${where}.`,
  );
}

/** Whoever turns away here has a set-up that is done: that is no failure. */
async function offerLogin(base: string, questions: Questions): Promise<boolean> {
  try {
    return await questions.askYesNo('Log in now?');
  } catch (error) {
    if (error instanceof AwsMfaError && error.kind === 'cancelled') return false;
    throw setUpAllTheSame(error, base);
  }
}

async function firstLogin({ base, serialNumber }: SetUp, login: Login, context: Context): Promise<void> {
  try {
    await login({ profile: base, ...(serialNumber !== undefined && { serialNumber }) }, context);
  } catch (error) {
    throw setUpAllTheSame(error, base);
  }
}

/** Whoever stops here has stopped the login, not the set-up. */
function setUpAllTheSame(error: unknown, base: string): unknown {
  if (!(error instanceof AwsMfaError) || !isStop(error.kind)) return error;
  const hint = `Later: ${shellCommand('aws-mfa', 'login', ...profileFlag(base))}`;
  return reworded(error, { message: 'No session was made; what was set up stays.', hint });
}

function checkOptions({ profile, region }: SetupOptions): void {
  if (profile === '')
    throw new AwsMfaError('invalid_value', '--profile is empty.', 'Give it a value, or leave it out.');
  if (region === undefined || isRegion(region)) return;
  throw new AwsMfaError(
    'invalid_value',
    '--region: that is not the name of a region.',
    'For example: --region us-east-1',
  );
}

function nobodyToSetUp(ci: boolean): AwsMfaError {
  return new AwsMfaError(
    'nobody_to_ask',
    `A set-up asks questions, and there is nobody to ask: ${ci ? 'CI is set' : 'there is no terminal'}.`,
    'By hand: `aws configure`, then `aws configure set mfa_serial ARN`, then `aws-mfa login`',
  );
}
