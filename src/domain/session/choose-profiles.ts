/** Whose keys, which section, and whether it is a session of a role: what has to be known before anything else. */
import { chooseMfaProfile } from '../profiles/choose-mfa-profile.ts';
import type { Environment } from '../environment.ts';
import { profilesOf, type Profiles, type SharedFiles } from '../profiles/profile.ts';
import { resolveBase, type ResolvedBase } from '../profiles/resolve-base.ts';
import { findRoleProfile } from '../profiles/role-profiles.ts';
import {
  checkNoRoleOptions,
  checkRoleSection,
  flagsOf,
  nameOfBase,
  ownSection,
  roleAskedFor,
  roleRenewed,
  sectionNames,
  type AskedRole,
} from './ask-for-role.ts';
import type { LoginRequest } from './login-request.ts';

export interface ChosenProfiles {
  profiles: Profiles;
  base: ResolvedBase;
  mfaProfile: string;
  /** Nothing for a session of the user's own. */
  asked: AskedRole | undefined;
}

/** @throws AwsMfaError `usage` or `configuration` */
export function chooseProfiles(
  request: LoginRequest,
  environment: Environment,
  files: SharedFiles,
): ChosenProfiles {
  const profiles = profilesOf(files);
  const typed = roleAskedFor(request, profiles);
  const base = resolveBase(nameOfBase(typed, request, profiles, files.credentials), profiles, environment);
  if (typed && request.isKept) checkRoleSection(typed, request, base, profiles, files.credentials);
  const asked = typed
    ? { ...typed, profile: typed.profile ?? findRoleProfile(typed.arn.value, base.name, profiles) }
    : roleRenewed(base, request.mfaProfile, profiles, files.credentials);
  if (!asked) checkNoRoleOptions(request);
  const wording = asked && { flags: flagsOf(asked, base.name), names: sectionNames(asked.arn.value) };
  // What is not to be written needs no name; one that is there already may be used.
  const unkept = typed && !request.isKept ? ownSection(typed, base, profiles, files.credentials) : undefined;
  const wanted = request.mfaProfile ?? unkept;
  const mfaProfile = chooseMfaProfile(wanted, base, profiles, files.credentials, wording);
  return { profiles, base, mfaProfile, asked };
}
