/** The completion script for bash, from version 3.2 on (macOS). It does not need the package bash-completion. */
import { type CliSpec, type Value, contexts, valuePlaces, wordPlaces, type Places } from './offers.ts';

export function bashScript(cliSpec: CliSpec): string {
  return [HEAD, ...tables(cliSpec), WALK].join('\n');
}

const HEAD = `# What Tab offers behind aws-mfa, in bash. This line in ~/.bashrc brings it into every shell:
#   eval "$(aws-mfa completion bash)"
# The names of profiles are asked for when they are wanted. They are compared, and never evaluated.
`;

function tables(cliSpec: CliSpec): string[] {
  const options = contexts(cliSpec).map(({ command, options }) => {
    const flags = options.flatMap(({ short, long }) => (short ? [short, long] : [long]));
    return arm([command], flags.join(' '));
  });
  return [
    table('value', 'What stands behind an option: "command --option". Fails where that is no value.', [
      ...valuePlaces(cliSpec).map(placesArm),
      '    *) return 1 ;;',
    ]),
    table('word', 'What the first word behind a command is. Fails where it takes none.', [
      arm([''], cliSpec.commands.map(({ name }) => name).join(' ')),
      ...wordPlaces(cliSpec).map(placesArm),
      '    *) return 1 ;;',
    ]),
    table('options', 'The options of a command.', [...options, "    *) offered='' ;;"]),
  ];
}

function table(name: string, comment: string, arms: readonly string[]): string {
  return `# ${comment}\n_aws_mfa_${name}() {\n  case $1 in\n${arms.join('\n')}\n  esac\n}\n`;
}

function placesArm({ value, places }: Places): string {
  return arm(places, offer(value));
}

function arm(places: readonly string[], offered: string): string {
  return `    ${places.map((place) => `'${place}'`).join(' | ')}) offered='${offered}' ;;`;
}

/** The words themselves, or in brackets where they come from. */
function offer(value: Value): string {
  return value.kind === 'one-of' ? value.words.join(' ') : `<${value.kind}>`;
}

const WALK = `_aws_mfa() {
  local IFS=$' \\t\\n' line=\${COMP_LINE:0:COMP_POINT} words cur kept word at
  local command='' place=word value='' offered='' prefix=''
  # The words by blanks and quotes alone: in COMP_WORDS they are broken at = and : and @, too.
  local pattern=$'^[ \\t]*(("(\\\\\\\\.|[^"\\\\\\\\])*("|$)|\\'[^\\']*(\\'|$)|\\\\\\\\(.|$)|[^ \\t"\\'\\\\\\\\])+)'
  words=()
  while [[ $line =~ $pattern ]]; do
    words+=("\${BASH_REMATCH[1]}")
    line=\${line:\${#BASH_REMATCH[0]}}
  done
  if [[ -n $line ]]; then words+=(''); fi
  cur=\${words[\${#words[@]} - 1]#[\\"\\']}
  # Readline keeps what stands ahead of $2, and puts the answer behind that.
  kept=\${cur%"$2"}

  # What the words ahead say of this one.
  for ((at = 1; at < \${#words[@]} - 1; at++)); do
    word=\${words[at]}
    if [[ -n $value ]]; then
      value=''
    elif [[ $word == -?* && $word != -- ]]; then
      if _aws_mfa_value "$command $word"; then value=$offered; fi
    elif [[ -z $command ]]; then
      command=$word
    else
      place=options
      if _aws_mfa_word "$command" && [[ $offered == '<command-line>' ]]; then
        place=rest
        if [[ $word == -- ]] && ((at == \${#words[@]} - 2)); then place=word; fi
        break
      fi
    fi
  done

  if [[ -n $value ]]; then
    offered=$value
  elif [[ $place == rest ]]; then
    offered='<file>'
  elif [[ $cur == --*=* ]] && _aws_mfa_value "$command \${cur%%=*}"; then
    prefix=\${cur%%=*}=
  elif [[ $cur == -* || $place == options ]] || ! _aws_mfa_word "$command"; then
    _aws_mfa_options "$command"
  fi

  COMPREPLY=()
  while IFS= read -r word; do
    if [[ $prefix$word == "$cur"* ]]; then
      word=$prefix$word
      COMPREPLY+=("\${word#"$kept"}")
    fi
  done < <(
    case $offered in
      ('<profile>') command aws-mfa completion profiles </dev/null 2>/dev/null ;;
      ('<command-line>') compgen -c -- "$cur" ;;
      (\\<*) ;;
      (*) printf '%s\\n' $offered ;;
    esac
  )
  # Files are bash's own business.
  case $offered in
    ('<command-line>' | '<file>') compopt -o default 2>/dev/null ;;
  esac
}

complete -F _aws_mfa aws-mfa
`;
