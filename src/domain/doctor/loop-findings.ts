/** Commands in the config file that run this program, which would run them again. They are read here, never run. */
import type { Environment } from '../environment.ts';
import { ownArguments, valueOf } from '../profiles/own-export.ts';
import { processLoop } from '../profiles/process-keys.ts';
import { profileKind } from '../profiles/profile-kind.ts';
import { settingOf, type Profile, type Profiles } from '../profiles/profile.ts';
import { resolveBase } from '../profiles/resolve-base.ts';
import { commandLoop } from '../session/command-code.ts';
import type { Sourced } from '../sourced.ts';
import { attempt } from './attempt.ts';
import { ok, trouble, type Finding } from './finding.ts';

export function loopFindings(profiles: Profiles, environment: Environment): Finding[] {
  const found = [...profiles.values()].flatMap((profile) => [
    ...processLoops(profile, profiles, environment),
    ...codeLoops(profile),
  ]);
  return found.length > 0 ? found : [ok('command-loop', 'profiles', 'no command runs in a circle')];
}

function processLoops(profile: Profile, profiles: Profiles, environment: Environment): Finding[] {
  const found = profileKind(profile);
  if (found.kind !== 'process' || !leadsBack(profile.name, found.command, profiles, environment)) return [];
  return [trouble('command-loop', processLoop(found.command))];
}

/** Whether a command runs us for this very profile: `aws-mfa export --profile NAME` in a profile of its own is well. */
function leadsBack(
  name: string,
  command: Sourced<string>,
  profiles: Profiles,
  environment: Environment,
): boolean {
  const args = ownArguments(command.value);
  if (!args) return false;
  const typed = valueOf('--profile', args);
  const named = typed === undefined ? environment.profile : { value: typed, from: '--profile' };
  const { value, error } = attempt(() => resolveBase(named, profiles, environment));
  return value?.name === name || error?.message === processLoop(command).message;
}

/** Whatever such a command asks us for, it would take a code. */
function codeLoops(profile: Profile): Finding[] {
  const command = settingOf(profile, 'mfa_process');
  return command && ownArguments(command.value) ? [trouble('command-loop', commandLoop(command))] : [];
}
