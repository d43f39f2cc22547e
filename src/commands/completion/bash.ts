/** The completion script for bash, from version 3.2 on (macOS). It does not need the package bash-completion. */
import { type CliSpec, type Offer, offersOf } from './offers.ts';

export function bashScript(cliSpec: CliSpec): string {
  const { values, words, options } = offersOf(cliSpec);
  return [
    HEAD,
    table('value', 'The value of an option: "command --option". Fails if it takes none.', values, FAIL),
    table('word', 'The first word after a command. Fails if it takes none.', words, FAIL),
    table('options', 'The options of a command.', options, "offered=''"),
    WALK,
  ].join('\n');
}

const HEAD = `# What Tab offers after aws-mfa in bash. Put this line into ~/.bashrc for every shell:
#   eval "$(aws-mfa completion bash)"
# The names of profiles are read when they are needed. They are compared, and never evaluated.
`;

const FAIL = 'return 1';

function table(name: string, comment: string, offers: readonly Offer[], otherwise: string): string {
  const arms = offers.map(([place, offered]) => `    '${place}') offered='${offered}' ;;`);
  return `# ${comment}\n_aws_mfa_${name}() {\n  case $1 in\n${arms.join('\n')}\n    *) ${otherwise} ;;\n  esac\n}\n`;
}

const WALK = `_aws_mfa() {
  local IFS=$' \\t\\n' line=\${COMP_LINE:0:COMP_POINT} words cur kept word at
  local command='' place=word value='' offered='' prefix=''
  # Words end at blanks, outside of quotes: those of COMP_WORDS also end at = and : and @.
  local pattern=$'^[ \\t]*(("(\\\\\\\\.|[^"\\\\\\\\])*("|$)|\\'[^\\']*(\\'|$)|\\\\\\\\(.|$)|[^ \\t"\\'\\\\\\\\])+)'
  words=()
  while [[ $line =~ $pattern ]]; do
    words+=("\${BASH_REMATCH[1]}")
    line=\${line:\${#BASH_REMATCH[0]}}
  done
  if [[ -n $line ]]; then words+=(''); fi
  cur=\${words[\${#words[@]} - 1]#[\\"\\']}
  # Readline keeps what comes before $2, and appends the answer.
  kept=\${cur%"$2"}

  # What the words before this one say about it.
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
  # Bash completes files itself, but version 3.2 (macOS) cannot be asked to.
  case $offered in
    ('<command-line>' | '<file>')
      if ! compopt -o default 2>/dev/null && ((\${#COMPREPLY[@]} == 0)); then
        _aws_mfa_files "$2" "\${words[\${#words[@]} - 1]}"
      fi
      ;;
  esac
}

# The names of files that begin with $1, as they have to be typed in the word $2.
_aws_mfa_files() {
  local name found
  found=$(compgen -f -- "\${1/#~\\//$HOME/}")
  # A space would follow the only match. If it is a folder, what is in it is offered.
  while [[ -d $found ]]; do found=$(compgen -f -- "\${found%/}/"); done
  while IFS= read -r name; do
    if [[ $2 != [\\"\\']* ]]; then name=$(printf '%q' "$name"); fi
    COMPREPLY+=("$name")
  done < <(if [[ -n $found ]]; then printf '%s\\n' "$found"; fi)
}

complete -F _aws_mfa aws-mfa
`;
