/** The completion script for zsh, with a description for each word, built on zsh's own `_arguments`. */
import { quote } from '../../text/shell-command.ts';
import type { CommandSpec, OptionSpec, CliSpec, Value } from './offers.ts';

export function zshScript({ options, commands }: CliSpec): string {
  const list = commands.map(({ name, what }) => `    ${quote(`${name}:${what.replaceAll('\\', '\\\\')}`)}`);
  return `#compdef aws-mfa
# What Tab offers after aws-mfa in zsh. Put this line into ~/.zshrc for every shell:
#   eval "$(aws-mfa completion zsh)"
# The names of profiles are read when they are needed. They are compared, and never evaluated.

_aws-mfa_profiles() {
  local expl
  local -a names
  names=(\${(f)"$(command aws-mfa completion profiles </dev/null 2>/dev/null)"})
  _wanted profiles expl profile compadd -a names
}

_aws-mfa_commands() {
  local -a commands
  commands=(
${list.join('\n')}
  )
  _describe -t commands command commands
}

_aws-mfa() {
  local curcontext=$curcontext ret=1
  local -a state line
  local -A opt_args
  _arguments -C -A '-*' \\
${specLines(options.map(optionSpec), 4)} \\
    '1:command:_aws-mfa_commands' '*:: :->arguments' && ret=0
  if [[ $state != arguments ]]; then return ret; fi
  curcontext=\${curcontext%:*:*}:aws-mfa-$line[1]:
  case $line[1] in
${commands.map(commandArm).join('\n')}
  esac
  return ret
}

# In a file _aws-mfa in a folder of $fpath this is the function itself; if evaluated, it registers the function.
if [[ $funcstack[1] == _aws-mfa ]]; then
  _aws-mfa "$@"
else
  if (( ! $+functions[compdef] )); then autoload -Uz compinit && compinit -i; fi
  compdef _aws-mfa aws-mfa
fi
`;
}

function commandArm({ name, options, word }: CommandSpec): string {
  const specs = [...options.map(optionSpec), ...(word ? [wordSpec(word)] : [])];
  const isOpen = word?.kind === 'command-line';
  return `    ${name})\n${isOpen ? AFTER_DASHES : ''}      _arguments -S${isOpen ? " -A '-*'" : ''} \\\n${specLines(specs, 8)} && ret=0 ;;`;
}

/** What follows `--`, options included, belongs to the command of `exec`. */
const AFTER_DASHES = `      if (( \${words[(i)--]} < CURRENT )); then
        (( CURRENT -= \${words[(i)--]} ))
        shift \${words[(i)--]} words
        _normal
        return
      fi
`;

function specLines(specs: readonly string[], indent: number): string {
  return specs.map((spec) => ' '.repeat(indent) + spec).join(' \\\n');
}

/** `'(-h --help)'{-h,--help}'[print help]'`, or `'--profile=[base profile]:profile:_aws-mfa_profiles'`. */
function optionSpec({ long, short, what, value }: OptionSpec): string {
  const text = `[${what.replace(/[[\]\\]/g, '\\$&')}]`;
  if (short) return `'(${short} ${long})'{${short},${long}}${quote(text)}`;
  if (!value) return quote(long + text);
  return quote(`${long}=${text}:${long.slice(2)}:${action(value)}`);
}

function wordSpec(word: Value): string {
  return quote(
    word.kind === 'command-line'
      ? '*::command:_normal'
      : `1:${word.kind === 'profile' ? 'profile' : 'word'}:${action(word)}`,
  );
}

function action(value: Value): string {
  switch (value.kind) {
    case 'profile':
      return '_aws-mfa_profiles';
    case 'one-of':
      return `(${value.words.join(' ')})`;
    case 'command-line':
      return '_normal';
    case 'free':
      return ' ';
  }
}
