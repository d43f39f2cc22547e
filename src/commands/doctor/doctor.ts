/** `aws-mfa doctor`: checks the configuration of this machine and suggests fixes. Without `--fix` it changes nothing. */
import { examineAws } from './aws.ts';
import { examineEnvironment, examinePrograms } from './environment.ts';
import { examineFiles, plainTextFindings } from './files.ts';
import { complete, findingJson, findingLines, type Status } from './finding.ts';
import { examineProfiles, programNameFindings, type ExaminedProfiles } from './profiles.ts';
import { examineSessions, type ExaminedSessions } from './sessions.ts';
import { AwsMfaError, conflict } from '../../errors.ts';
import { readLoginRequest } from '../../login/login-request.ts';
import type { Context, Tone } from '../../context.ts';

/** The options as typed. */
export interface DoctorOptions {
  profile?: string;
  region?: string;
  json?: boolean;
  /** Change role profiles so that they use the session. */
  fix?: boolean;
  /** Without a question. */
  yes?: boolean;
  debug?: boolean;
}

/** The exit code if there is an error. */
const HAS_ERRORS = 1;

/**
 * @returns the exit code
 * @throws AwsMfaError `usage`; the signal's reason
 */
export async function doctor(options: DoctorOptions, context: Context): Promise<number> {
  checkFixOptions(options);
  if (options.fix) {
    await (await import('./fix.ts')).fixRoleProfiles(options.yes === true, context);
    return 0;
  }
  // The doctor needs no code, so it does not look at one in the environment either.
  const environment = { ...context.environment, tokenCode: undefined };
  const request = readLoginRequest(options, environment, {
    minRemaining: 0,
    whyNobody: 'doctor does not ask for a code',
  });
  const opened = await examineFiles(context);
  const { files, areRead } = opened;
  let profiles: ExaminedProfiles = { profiles: new Map(), findings: [] };
  let sessions: ExaminedSessions = { sessions: [], findings: [] };
  if (areRead) {
    profiles = examineProfiles(request, environment, opened);
    sessions = examineSessions(profiles, files, context.clock.now());
  }
  const [programs, plainText, aws] = await Promise.all([
    examinePrograms(context),
    plainTextFindings(profiles.base, profiles.profiles, opened.shownPaths, context),
    examineAws({ ...opened, ...profiles, request, session: sessions.live }, context),
  ]);
  const findings = complete([
    ...opened.findings,
    ...plainText,
    ...profiles.findings,
    ...programNameFindings(profiles.profiles, context.processes.program),
    ...sessions.findings,
    ...examineEnvironment({ ...profiles, ...sessions, environment, areRead }),
    ...programs,
    ...aws,
  ]);
  if (options.json) context.output.printJson(findings.map(findingJson));
  else
    for (const { status, text, remedy } of findingLines(findings)) {
      context.output.show(TONES[status], text);
      if (remedy !== undefined) context.output.show('remedy', remedy);
    }
  return findings.some(({ status }) => status === 'error') ? HAS_ERRORS : 0;
}

const TONES: Record<Status, Tone> = { ok: 'result', skipped: 'note', warning: 'warning', error: 'error' };

/** @throws AwsMfaError `usage` */
function checkFixOptions({ fix, yes, json }: DoctorOptions): void {
  if (yes && !fix)
    throw new AwsMfaError(
      'invalid_usage',
      '--yes requires --fix.',
      'For example:\n`aws-mfa doctor --fix --yes`',
    );
  if (fix && json) throw conflict('--fix and --json');
}
