/** Checks what needs AWS: the network, STS, the clock and the keys. */
import { attempt, faultOf } from './plan.ts';
import { clockFinding, isOff, stsPlace, type StsPlace } from './aws-findings.ts';
import type { ExaminedProfiles } from './profiles.ts';
import type { LiveSession } from './sessions.ts';
import { notChecked, ok, trouble, warning, type CheckId, type Finding } from './finding.ts';
import { explainQuestionFailure } from '../../aws/explain-question.ts';
import { proxyName, type CheckNetworkDeps, type NetworkPlan } from '../../aws/network.ts';
import type { SharedFiles } from '../../shared-files/section-values.ts';
import type { SharedFilePaths } from '../../shared-files/paths.ts';
import { type Sourced, sourceName } from '../../source.ts';
import type { Failure } from '../../aws/explain-failure.ts';
import { examineKeys, type ExamineKeysDeps } from './keys.ts';

/** An answer of any kind, with the time that it bears; or why there is none. */
export type Reached = { kind: 'answer'; date: Date | undefined } | ({ kind: 'failure' } & Failure);

export interface ExamineAwsDeps extends ExamineKeysDeps, Pick<CheckNetworkDeps, 'checkCaBundle'> {
  /** Whether a server can be reached, within a few seconds; nothing of the person's is in the request. */
  reach(url: string, network: NetworkPlan, signal: AbortSignal): Promise<Reached>;
}

export interface AwsMatter {
  profiles: ExaminedProfiles;
  /** `--region` */
  region: Sourced<string> | undefined;
  /** Keys of a session that should still be good. */
  session: LiveSession | undefined;
  files: SharedFiles;
  shownPaths: SharedFilePaths;
}

/** @throws AwsMfaError `usage`; the signal's reason */
export async function examineAws(matter: AwsMatter, deps: ExamineAwsDeps): Promise<Finding[]> {
  const { value: place, error } = attempt(() =>
    stsPlace(matter.profiles, matter.region, matter.files, deps.environment),
  );
  const network = error ? trouble('network', error) : await networkFinding(place, deps);
  const isUsable = place !== undefined && network.status !== 'error';
  if (isUsable) return [network, ...(await reachAws(place, matter, deps))];
  return [network, ...notChecked('the network is not set up', 'sts', ...fromSts(matter))];
}

/** What rests on the way to STS. */
function fromSts({ session }: AwsMatter): CheckId[] {
  return [
    'clock',
    'keys',
    'access-key-age',
    'known-device',
    ...(session ? ['session-identity' as const] : []),
  ];
}

/** What the way to AWS rests on. */
async function networkFinding({ target, name }: StsPlace, deps: ExamineAwsDeps): Promise<Finding> {
  const { proxy, caBundle, note } = target.network;
  try {
    if (caBundle) await deps.checkCaBundle(caBundle);
  } catch (error) {
    return trouble('network', faultOf(error));
  }
  if (note !== undefined) return warning('network', note);
  const way = proxy ? `through the proxy ${proxyName(proxy)}` : 'without a proxy';
  return ok(
    'network',
    name,
    caBundle ? `${way}, with the certificates of ${sourceName(caBundle.source)}` : way,
  );
}

async function reachAws(
  { target, url, name }: StsPlace,
  matter: AwsMatter,
  deps: ExamineAwsDeps,
): Promise<Finding[]> {
  const reply = await deps.reach(url, target.network, deps.signal);
  const here = deps.now();
  deps.signal.throwIfAborted();
  if (reply.kind === 'failure') {
    const failure = explainQuestionFailure(reply, name, target.network);
    return [trouble('sts', failure), ...notChecked('STS could not be reached', ...fromSts(matter))];
  }
  const offset = reply.date && reply.date.getTime() - here.getTime();
  return [
    ok('sts', name, 'reached'),
    ...(offset === undefined
      ? notChecked('STS does not tell the time', 'clock')
      : [clockFinding(offset, name)]),
    ...(await examineKeys({ ...matter, target, clockOffset: isOff(offset) ? offset : 0 }, deps)),
  ];
}
