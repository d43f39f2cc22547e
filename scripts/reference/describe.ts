/** Reads commands, options and examples out of commander, for the reference page and the man page. */
import type { Command, Option } from 'commander';
import { Alias } from '../../src/cli/options.ts';

export interface CommandText {
  name: string;
  /** `aws-mfa login [options]`. */
  usage: string;
  /** A sentence. */
  description: string;
  arguments: { name: string; description: string }[];
  groups: { heading: string; options: OptionText[] }[];
  /** The text below the options, in paragraphs. */
  notes: Note[];
}

/** Prose, such as `Examples:`, and the indented lines below it, which may be none. */
export interface Note {
  prose: string;
  code: string;
}

export interface OptionText {
  /** `--token <code>`. */
  flags: string;
  description: string;
}

export function commandTexts(program: Command): CommandText[] {
  return program.commands.map(commandText);
}

/** The options that can be given before the command. */
export function programOptions(program: Command): OptionText[] {
  return [...program.options.map(optionText), { flags: '-h, --help', description: 'Print help.' }];
}

function commandText(command: Command): CommandText {
  const help = command.createHelp();
  const options = command.options.filter((option) => !(option instanceof Alias));
  const groups = new Map<string, OptionText[]>();
  for (const option of options) {
    const heading = (option.helpGroupHeading ?? 'Options').replace(/:$/, '');
    groups.set(heading, [...(groups.get(heading) ?? []), optionText(option)]);
  }
  return {
    name: command.name(),
    usage: help.commandUsage(command),
    description: sentence(command.description()),
    arguments: command.registeredArguments
      .filter(({ description }) => description)
      .map((argument) => ({ name: argument.name(), description: sentence(argument.description) })),
    groups: [...groups].map(([heading, texts]) => ({ heading, options: texts })),
    notes: notesOf(command),
  };
}

function optionText({ flags, description }: Option): OptionText {
  return { flags, description: sentence(description) };
}

/** What commander prints after the options. It keeps that text for its events only. */
function notesOf(command: Command): Note[] {
  let all = '';
  command.configureOutput({ writeOut: (text) => void (all += text) }).outputHelp();
  const text = all.slice(command.helpInformation().length);
  const paragraphs = text.split(/\n\n+/).map((paragraph) => paragraph.replace(/^\n|\s+$/g, ''));
  // Options named in a line of their own are described one by one.
  const shown = paragraphs.filter((paragraph) => !/^(For a role: |Rarely needed: |$)/.test(paragraph));
  return shown.map((paragraph) => {
    const [, prose = '', code = ''] = /^((?:\S.*\n?)*)([^]*)$/.exec(paragraph) ?? [];
    return { prose: prose.trim().replaceAll('\n', ' '), code: code.replace(/^ {2}/gm, '') };
  });
}

/** Begins with a capital letter, unless it is a list of words to type, and ends with a period. */
function sentence(text: string): string {
  if (/^\w+, \w+,/.test(text)) return `${text}.`;
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.:]$/.test(capital) ? capital : `${capital}.`;
}
