/**
 * `aws-mfa doctor`: finds what is wrong with the setup of this machine, and the remedy. It changes nothing and asks
 * nothing.
 */
import { profileVariableFinding, shadowingFindings, examineMachine } from './machine.ts';
import { examineProfiles, PROFILE_CHECKS, type ExaminedProfiles } from './profiles.ts';
import { examineSessions, SESSION_CHECKS, type ExaminedSessions } from './sessions.ts';
import { notChecked, type Finding, type Status, findingJson, findingLines } from './finding.ts';
import { readLoginRequest, type LoginRequest } from '../../login/login-request.ts';
import { examineAws } from './aws.ts';
import { examineFiles, type ExaminedFiles } from './files.ts';
import type { Context, Tone } from '../../context.ts';

/** The options as typed. */
export interface DoctorOptions {
  profile?: string;
  region?: string;
  json?: boolean;
  debug?: boolean;
}

/** The exit code where something stands in the way of a login, or of what a session is for. */
const ILL = 1;

/**
 * @returns the exit code
 * @throws AwsMfaError `usage`; the signal's reason
 */
export async function doctor(options: DoctorOptions, context: Context): Promise<number> {
  const request = requestOf(options, context);
  const opened = await examineFiles(context);
  const { profiles, sessions, environment } = examineSettings(request, opened, context);
  const { files, shownPaths } = opened;
  const matter = { profiles, region: request.region, session: sessions.live, files, shownPaths };
  const [programs, aws] = await Promise.all([examineMachine(context), examineAws(matter, context)]);
  const findings = [
    ...opened.findings,
    ...profiles.findings,
    ...sessions.findings,
    ...environment,
    ...programs,
    ...aws,
  ];
  tell(findings, options, context);
  return findings.some(({ status }) => status === 'error') ? ILL : 0;
}

/** What a login would go by. A code in the environment is not for a doctor, and is not looked at. */
function requestOf(options: DoctorOptions, { environment }: Context): LoginRequest {
  return readLoginRequest(options, { ...environment, tokenCode: undefined }, 'a doctor asks for no code');
}

interface ExaminedSettings {
  profiles: ExaminedProfiles;
  sessions: ExaminedSessions;
  environment: Finding[];
}

function examineSettings(request: LoginRequest, opened: ExaminedFiles, context: Context): ExaminedSettings {
  const { environment } = context;
  const { files, areRead } = opened;
  const { credentials } = files;
  if (!areRead) {
    const why = 'a file cannot be read';
    const sessions = { sessions: [], findings: notChecked(why, ...SESSION_CHECKS) };
    return {
      profiles: { profiles: new Map(), findings: notChecked(why, ...PROFILE_CHECKS) },
      sessions,
      environment: [
        ...notChecked(why, 'environment-profile'),
        ...shadowingFindings({ environment, credentials, ...sessions }, undefined),
      ],
    };
  }
  const profiles = examineProfiles({ request, environment, files });
  const sessions = examineSessions(profiles, opened, context.clock.now());
  return {
    profiles,
    sessions,
    environment: [
      profileVariableFinding(environment, profiles.profiles),
      ...shadowingFindings({ environment, credentials, ...sessions }, profiles.base),
    ],
  };
}

/** The mark says the same as its color, which not everybody sees. */
const TONES: Record<Status, Tone> = { ok: 'result', skipped: 'note', warning: 'warning', error: 'error' };

function tell(findings: readonly Finding[], { json }: DoctorOptions, context: Context): void {
  if (json) {
    context.output.printJson(findings.map(findingJson));
    return;
  }
  for (const { status, text, remedy } of findingLines(findings, context.output.columns())) {
    context.output.show(TONES[status], text);
    if (remedy !== undefined) context.output.show('remedy', remedy);
  }
}
