/** Says where every value of a plan came from: `--debug`. */
import { planLines } from '../../domain/report/plan-lines.ts';
import { sourceName } from '../../domain/session/code-source.ts';
import { settledSource } from '../../domain/session/own-command.ts';
import type { Say } from '../person/say.ts';
import type { SessionWork } from './session-work.ts';

export function accountPlan(work: SessionWork, say: Say): void {
  const { plan, request, minRemaining } = work;
  const by = request.minRemaining === undefined ? 'default' : '--min-remaining';
  const wanted =
    minRemaining === undefined
      ? 'a new session (--token, --duration or --force)'
      : `a session that lasts ${minRemaining} s (${by})`;
  const code = sourceName(settledSource(request.code, plan.codeCommand));
  [...planLines(work), `wanted: ${wanted}; code: ${code}`].forEach((line) => say('debug', line));
}
