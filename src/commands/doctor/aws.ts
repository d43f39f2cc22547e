/** Checks what needs AWS: the network, STS, the clock and the keys. */
import { attempt, faultOf, type ExaminedProfiles } from './profiles.ts';
import { clockFinding, isOff, stsPlace, type StsPlace } from './aws-findings.ts';
import type { LiveSession } from './sessions.ts';
import { notChecked, ok, problem, warning, type CheckId, type Finding } from './finding.ts';
import { explainQuestionFailure } from '../../aws/explain-question.ts';
import { proxyName } from '../../aws/network.ts';
import type { SharedFiles } from '../../shared-files/section-values.ts';
import type { SharedFilePaths } from '../../shared-files/read-shared-files.ts';
import { type Sourced, sourceName } from '../../source.ts';
import { examineKeys } from './keys.ts';
import type { Context } from '../../context.ts';

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
export async function examineAws(matter: AwsMatter, context: Context): Promise<Finding[]> {
  const { value: place, error } = attempt(() =>
    stsPlace(matter.profiles, matter.region, matter.files, context.environment),
  );
  const network = error ? problem('network', error) : await networkFinding(place, context);
  const isUsable = place !== undefined && network.status !== 'error';
  if (isUsable) return [network, ...(await reachAws(place, matter, context))];
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
async function networkFinding({ target, name }: StsPlace, context: Context): Promise<Finding> {
  const { proxy, caBundle, note } = target.network;
  try {
    if (caBundle) await context.aws.checkCaBundle(caBundle);
  } catch (error) {
    return problem('network', faultOf(error));
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
  context: Context,
): Promise<Finding[]> {
  const reply = await context.aws.reach(url, target.network, context.signal);
  const here = context.clock.now();
  context.signal.throwIfAborted();
  if (reply.kind === 'failure') {
    const failure = explainQuestionFailure(reply, name, target.network);
    return [problem('sts', failure), ...notChecked('STS could not be reached', ...fromSts(matter))];
  }
  const offset = reply.date && reply.date.getTime() - here.getTime();
  return [
    ok('sts', name, 'reached'),
    ...(offset === undefined
      ? notChecked('STS does not tell the time', 'clock')
      : [clockFinding(offset, name)]),
    ...(await examineKeys({ ...matter, target, clockOffset: isOff(offset) ? offset : 0 }, context)),
  ];
}
