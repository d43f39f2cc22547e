/** The least that a program with commander and eleven commands takes: it prints its version. */
import { Command } from 'commander';

const program = new Command('floor').version('0.1.0');
for (let at = 0; at < 11; at++) program.command(`command-${at}`).description('A command');
program.parse();
