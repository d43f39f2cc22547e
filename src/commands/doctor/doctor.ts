/**
 * `aws-mfa doctor`: finds what is wrong with the setup of this machine, and the remedy. It changes nothing and asks
 * nothing.
 */
import { profileVariableFinding, shadowingFindings } from './environment.ts';
import { examineProfiles, PROFILE_CHECKS, type ExaminedProfiles } from './profiles.ts';
import { examineSessions, SESSION_CHECKS, type ExaminedSessions } from './sessions.ts';
import type { FileState } from '../../system/files/file-state.ts';
import { notChecked, type Finding, type Status, findingJson, findingLines } from './finding.ts';
import { readLoginRequest, type LoginRequest } from '../../login/login-request.ts';
import { examineAws, type ExamineAwsDeps } from './aws.ts';
import { examineFiles, type ExaminedFiles, type ExamineFilesDeps } from './files.ts';
import { examineMachine, type ExamineMachineDeps } from './machine.ts';
import type { Tone } from '../../context.ts';
import type { StatusDeps } from '../status/status.ts';

/** The options as typed. */
export interface DoctorOptions {
  profile?: string;
  region?: string;
  json?: boolean;
  debug?: boolean;
}

/** The machine as no other command needs to see it. */
export interface Examination extends Omit<ExamineMachineDeps, 'home'>, Pick<ExamineAwsDeps, 'late'> {
  /** What the system knows of a file without reading it. Throws the system's own error. */
  fileState(path: string): FileState;
}

export interface DoctorDeps extends ExamineFilesDeps, Omit<ExamineAwsDeps, keyof Examination> {
  show: StatusDeps['show'];
  columns: StatusDeps['columns'];
  printJson: StatusDeps['printJson'];
  // Loaded when it is needed.
  openExamination(): Promise<Examination>;
}

/** The exit code where something stands in the way of a login, or of what a session is for. */
const ILL = 1;

/**
 * @returns the exit code
 * @throws AwsMfaError `usage`; the signal's reason
 */
export async function doctor(options: DoctorOptions, deps: DoctorDeps): Promise<number> {
  const request = requestOf(options, deps);
  const all = { ...deps, ...(await deps.openExamination()) };
  const opened = await examineFiles(all, (path) => all.fileState(path));
  const { profiles, sessions, environment } = examineSettings(request, opened, deps);
  const { files, shownPaths } = opened;
  const matter = { profiles, region: request.region, session: sessions.live, files, shownPaths };
  const [programs, aws] = await Promise.all([examineMachine(all), examineAws(matter, all)]);
  const findings = [
    ...opened.findings,
    ...profiles.findings,
    ...sessions.findings,
    ...environment,
    ...programs,
    ...aws,
  ];
  tell(findings, options, deps);
  return findings.some(({ status }) => status === 'error') ? ILL : 0;
}

/** What a login would go by. A code in the environment is not for a doctor, and is not looked at. */
function requestOf(options: DoctorOptions, { environment }: DoctorDeps): LoginRequest {
  return readLoginRequest(options, { ...environment, tokenCode: undefined }, 'a doctor asks for no code');
}

interface ExaminedSettings {
  profiles: ExaminedProfiles;
  sessions: ExaminedSessions;
  environment: Finding[];
}

function examineSettings(
  request: LoginRequest,
  { files, named, areRead }: ExaminedFiles,
  deps: DoctorDeps,
): ExaminedSettings {
  const { environment } = deps;
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
  const sessions = examineSessions(profiles, files, named, deps.now());
  return {
    profiles,
    sessions,
    environment: [
      profileVariableFinding(environment, profiles.profiles),
      ...shadowingFindings({ environment, credentials, ...sessions }, profiles.base),
    ],
  };
}

/** The mark says the same as its colour, which not everybody sees. */
const TONES: Record<Status, Tone> = { ok: 'result', skipped: 'note', warning: 'warning', error: 'error' };

function tell(findings: readonly Finding[], { json }: DoctorOptions, deps: DoctorDeps): void {
  if (json) {
    deps.printJson(findings.map(findingJson));
    return;
  }
  for (const { status, text, remedy } of findingLines(findings, deps.columns())) {
    deps.show(TONES[status], text);
    if (remedy !== undefined) deps.show('remedy', remedy);
  }
}
