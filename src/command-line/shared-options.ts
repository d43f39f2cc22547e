/** Options that more than one command takes. */
import type { Command } from 'commander';

/** Taken ahead of the command, too: the AWS CLI's order. */
export function addSharedOptions(command: Command): Command {
  return addRareOptions(addProfileOption(command));
}

export function addProfileOption(command: Command): Command {
  return command.option('--profile <name>', 'profile with long-term keys, or session to renew');
}

export function addRareOptions(command: Command): Command {
  return command
    .option('--region <name>', 'region whose STS is asked')
    .option('--debug', 'say where values came from, and what went wrong');
}

/** Of commands that work on a session that is there. */
export function addNameOptions(command: Command): Command {
  return command
    .argument('[name]', 'one profile: its session, or that of the keys or role in it')
    .option('--profile <name>', 'the same as the name by itself')
    .option('--debug', 'say what went wrong underneath');
}
