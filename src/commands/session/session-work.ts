/** What a session is ensured with. */
import type { SharedFilePaths } from '../../domain/profiles/shared-file-paths.ts';
import type { LoginRequest } from '../../domain/session/login-request.ts';
import type { SessionPlan } from '../../domain/session/plan-session.ts';
import type { ReadFiles } from '../files/read-shared-files.ts';

/** Both shared files. */
export interface OpenedFiles {
  paths: SharedFilePaths;
  /** The same as the person would write them. */
  shownPaths: SharedFilePaths;
  files: ReadFiles;
}

export interface SessionWork extends OpenedFiles {
  request: LoginRequest;
  plan: SessionPlan;
  /** Seconds that a stored session must still last; nothing where it must be a new one. */
  minRemaining: number | undefined;
}
