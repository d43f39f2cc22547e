/** `aws-mfa setup`: from nothing to a first session. All is asked first, then told, then written. */
import { AwsMfaError, isStop } from '../errors.ts';
import { profilesOf } from '../domain/profiles/profile.ts';
import {
  abbreviateHome,
  sharedFilePaths,
  type SharedFilePaths,
} from '../domain/profiles/shared-file-paths.ts';
import { changeLines, setupChanges, type SetupChange } from '../domain/setup/setup-changes.ts';
import { setupStart } from '../domain/setup/setup-start.ts';
import { firstGiven, sourced } from '../domain/sourced.ts';
import { isRegion } from '../domain/sts/choose-region.ts';
import { profileFlag } from '../domain/profiles/profile-flag.ts';
import { checkEdit, saveEdit } from './edit-shared-file.ts';
import { login, type LoginDeps } from './login.ts';
import type { Questions } from './questions.ts';
import { readSharedFiles } from './read-shared-files.ts';
import { setupDevice } from './setup-device.ts';
import { setupKeys } from './setup-keys.ts';

/** The options as typed. */
export interface SetupOptions {
  profile?: string;
  region?: string;
  debug?: boolean;
}

/** @throws AwsMfaError of every kind; nothing was written then, unless it says otherwise */
export async function setup(options: SetupOptions, deps: LoginDeps): Promise<void> {
  checkOptions(options);
  const questions = deps.environment.ci ? undefined : await deps.openQuestions();
  if (!questions) throw nobodyToSetUp(deps.environment.ci);
  let base: string;
  let wantsLogin: boolean;
  try {
    base = await setUp(options, questions, deps);
    wantsLogin = await offerLogin(base, questions);
  } finally {
    questions.close();
  }
  if (wantsLogin) await firstLogin(base, deps);
  else deps.say('plain', `When you want a session: \`aws-mfa login${profileFlag(base)}\``);
}

/** @returns the name of the base */
async function setUp(options: SetupOptions, questions: Questions, deps: LoginDeps): Promise<string> {
  const paths = sharedFilePaths(deps.environment, deps.home);
  const files = readSharedFiles(paths, deps);
  const profiles = profilesOf(files);
  const named = firstGiven(sourced(options.profile, '--profile'), deps.environment.profile);
  const start = setupStart(named, profiles, deps.environment);
  const { hand, isNew, region, identity } = await setupKeys(
    start,
    options.region,
    { files, profiles, paths },
    questions,
    deps,
  );
  const serialNumber = await setupDevice(hand, identity, files, profiles, questions, deps);
  const keys = isNew ? hand.keys : undefined;
  await write(setupChanges({ base: hand.base, keys, region, serialNumber }, files), paths, questions, deps);
  return hand.base;
}

/** Says what goes where, and writes it where the person agrees. */
async function write(
  changes: readonly SetupChange[],
  paths: SharedFilePaths,
  questions: Questions,
  deps: LoginDeps,
): Promise<void> {
  if (changes.length === 0) {
    deps.say('note', 'All is there already; nothing needs to be written.');
    return;
  }
  const shown = {
    credentials: abbreviateHome(paths.credentials, deps.home),
    config: abbreviateHome(paths.config, deps.home),
  };
  const tried = changes.map(({ file, edit }) => {
    deps.checkWritable(paths[file]);
    return { file, edit, seen: checkEdit(paths[file], edit, deps) };
  });
  deps.say('note', ['This is to be written:', ...changeLines(changes, shown)].join('\n'));
  if (!(await questions.askYesNo('Write it?'))) {
    throw new AwsMfaError('cancelled', 'Cancelled; nothing was written.');
  }
  const done: string[] = [];
  for (const { file, edit, seen } of tried) {
    const notes = await saveEdit(file, paths[file], edit, seen, deps).catch((error: unknown) => {
      throw halfDone(error, done);
    });
    done.push(`[${edit.section}] in ${shown[file]}`);
    notes.forEach((note) => deps.say('note', note));
    deps.say('result', `Written: [${edit.section}] in ${shown[file]}`);
  }
}

/** One file is written and the other is not: whoever mends what was in the way runs the set-up again. */
function halfDone(error: unknown, done: readonly string[]): unknown {
  if (done.length === 0 || !(error instanceof AwsMfaError)) return error;
  const { kind, message, remedy = '' } = error;
  const what = `${message} Already written: ${done.join(', ')}.`;
  return new AwsMfaError(kind, what, `${remedy}\nThen go on: \`aws-mfa setup\``.trim(), error);
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

async function firstLogin(base: string, deps: LoginDeps): Promise<void> {
  try {
    await login({ profile: base }, deps);
  } catch (error) {
    throw setUpAllTheSame(error, base);
  }
}

/** Whoever stops here has stopped the login, not the set-up. */
function setUpAllTheSame(error: unknown, base: string): unknown {
  if (!(error instanceof AwsMfaError) || !isStop(error.kind)) return error;
  const remedy = `Later: \`aws-mfa login${profileFlag(base)}\``;
  return new AwsMfaError(error.kind, 'No session was made; what was set up stays.', remedy, error);
}

function checkOptions({ profile, region }: SetupOptions): void {
  if (profile === '')
    throw new AwsMfaError('usage', '--profile is empty.', 'Give it a value, or leave it out.');
  if (region === undefined || isRegion(region)) return;
  throw new AwsMfaError(
    'usage',
    '--region: that is not the name of a region.',
    'For example: --region us-east-1',
  );
}

function nobodyToSetUp(ci: boolean): AwsMfaError {
  return new AwsMfaError(
    'usage',
    `A set-up asks questions, and there is nobody to ask: ${ci ? 'CI is set' : 'there is no terminal'}.`,
    'By hand: `aws configure`, then `aws configure set mfa_serial ARN`, then `aws-mfa login`',
  );
}
