/** What one login works on. */
import type { LoginOptions } from '../domain/session/login-options.ts';
import type { SessionPlan } from '../domain/session/plan-session.ts';
import type { SharedFilePaths } from '../domain/profiles/shared-file-paths.ts';
import type { ReadFiles } from './read-shared-files.ts';

export interface LoginWork {
  options: LoginOptions;
  paths: SharedFilePaths;
  /** The same as the person would write them. */
  shownPaths: SharedFilePaths;
  files: ReadFiles;
  plan: SessionPlan;
}
