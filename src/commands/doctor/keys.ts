/** Checks with AWS whose the keys and the session are, how old the keys are, and whether the device is known. */
import { sourceName, type Sourced } from '../../source.ts';
import { attempt, faultOf, type ExaminedProfiles } from './profiles.ts';
import { keyAgeFindings, knownDeviceFinding, refusedSession } from './aws-findings.ts';
import { type LiveSession, aboutSession } from './sessions.ts';
import { notChecked, ok, problem, type Finding } from './finding.ts';
import type { Identity } from '../../aws/identity.ts';
import type { SharedFiles } from '../../shared-files/section-values.ts';
import type { SharedFilePaths } from '../../shared-files/read-shared-files.ts';
import type { SigningKeys, Target } from '../../aws/calls.ts';
import type { AwsMfaError } from '../../errors.ts';
import { accessKeysOf, devicesOf, whoseKeys, type KeyContext, type Untold } from '../../aws/ask-aws.ts';
import type { KeySource } from '../../aws/base-keys.ts';
import { keyContextOf } from '../../login/find-device.ts';
import type { Context } from '../../context.ts';

export interface KeysMatter {
  profiles: ExaminedProfiles;
  session: LiveSession | undefined;
  target: Target;
  /** Milliseconds to add to this machine's clock. */
  clockOffset: number;
  files: SharedFiles;
  shownPaths: SharedFilePaths;
}

/** Keys that AWS was asked about; `identity` where it told whose they are. */
interface Asked {
  findings: Finding[];
  keyContext?: KeyContext;
  identity?: Identity;
  /** Why it was not asked at all. */
  unasked?: string;
}

/** @throws the signal's reason */
export async function examineKeys(matter: KeysMatter, context: Context): Promise<Finding[]> {
  const asking = { ...context, signal: context.aws.late() };
  const [keys, session] = await Promise.all([askKeys(matter, asking), askSession(matter, asking)]);
  const fromIam = await askIam(matter.profiles, keys, session, asking);
  return [...keys.findings, ...fromIam, ...session.findings];
}

async function askKeys(matter: KeysMatter, context: Context): Promise<Asked> {
  const { base } = matter.profiles;
  if (!base) return notAsked('there is no base');
  if (!base.keys)
    return notAsked(`${base.process ? sourceName(base.process.source) : 'a command'} is not run here`);
  const found = (identity: Identity) => ok('keys', `keys of [${base.name}]`, identity.arn);
  return identify(
    { ...base, keys: base.keys, found, refused: (error) => problem('keys', error) },
    matter,
    context,
  );
}

function notAsked(why: string): Asked {
  return { findings: notChecked(why, 'keys'), unasked: why };
}

async function askSession(matter: KeysMatter, context: Context): Promise<Asked> {
  const { session } = matter;
  if (!session) return { findings: [] };
  const { section, keys, login } = session;
  const found = (identity: Identity) => ok('session-identity', aboutSession(section), identity.arn);
  const refused = (error: AwsMfaError) =>
    error.kind === 'refused' ? refusedSession(section, login) : problem('session-identity', error);
  return identify({ name: section, keys, found, refused }, matter, context);
}

/** Keys that AWS is asked about, and what is said of its answer. */
interface KeyQuestion extends Pick<KeySource, 'name' | 'process'> {
  keys: SigningKeys;
  found: (identity: Identity) => Finding;
  refused: (error: AwsMfaError) => Finding;
}

async function identify(question: KeyQuestion, matter: KeysMatter, context: Context): Promise<Asked> {
  const { found, refused } = question;
  const { target, clockOffset } = matter;
  const region: Sourced<string> = { value: target.region, source: { kind: 'derived', by: 'sts' } };
  const { value, error } = attempt(() => keyContextOf(question, region, matter, context.environment));
  if (error) return { findings: [refused(error)] };
  const keyContext = { ...value, sts: target, clockOffset };
  try {
    const identity = await whoseKeys(keyContext, context);
    return { findings: [found(identity)], keyContext, identity };
  } catch (thrown) {
    return { findings: [refused(faultOf(thrown))] };
  }
}

/** With the session, where it is good: IAM asks most people for MFA. */
async function askIam(
  { base, device }: ExaminedProfiles,
  keys: Asked,
  session: Asked,
  context: Context,
): Promise<Finding[]> {
  const keyContext = session.keyContext ?? keys.keyContext;
  const userName = keys.identity?.userName ?? session.identity?.userName;
  if (!base || !keyContext)
    return notChecked(keys.unasked ?? 'AWS does not know the keys', 'access-key-age', 'known-device');
  if (userName === undefined)
    return notChecked('IAM lists keys and devices of users only', 'access-key-age', 'known-device');
  const [listed, devices] = await Promise.all([
    accessKeysOf(userName, keyContext, context).catch(untold),
    devicesOf(userName, keyContext, context).catch(untold),
  ]);
  return [
    ...('untold' in listed
      ? notChecked(clause(listed.untold.message), 'access-key-age')
      : keyAgeFindings(listed.accessKeys, base.keys?.accessKeyId, base, context.clock.now())),
    ...(!device
      ? notChecked('there is no device', 'known-device')
      : 'untold' in devices
        ? notChecked(clause(devices.untold.message), 'known-device')
        : [knownDeviceFinding(device, devices.serialNumbers, base.name)]),
  ];
}

/** That it took too long is no fault of the set-up. @throws what is more than that */
function untold(thrown: unknown): Untold {
  faultOf(thrown);
  return { untold: { message: 'IAM did not answer in time.' } };
}

/** What happened, as a part of a sentence; what to do about it is told where it matters more. */
function clause(what: string): string {
  return what.replace(/^(A|The) /, (article) => article.toLowerCase()).replace(/\.$/, '');
}
