/** What a login would be planned from. */
import type { Environment } from '../environment.ts';
import type { SharedFiles } from '../profiles/profile.ts';
import type { LoginRequest } from '../session/login-request.ts';

export interface PlanInput {
  request: LoginRequest;
  environment: Environment;
  files: SharedFiles;
}
