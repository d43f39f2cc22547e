/**
 * Stand-ins for `security`, `op` and PowerShell: shell scripts with the commands that aws-mfa uses of each, as documented
 * by Apple, 1Password and Microsoft. What they hold is in plain files. They log their arguments and their environment,
 * and fail, or kill aws-mfa, when they are told to.
 */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sandbox } from '../sandbox.ts';

/** What a call does instead, or besides: `before` or after it has done its work. */
export type ToolFault = 'fail before' | 'fail after' | 'kill before' | 'kill after' | 'hang after';

export interface FakeTools {
  /** To be added to the environment. */
  env: Record<string, string>;
  /** `security find-generic-password …`, a line for each call, in their order. */
  calls: () => string[];
  /** Everything that any of them was given in arguments and environment. */
  seen: () => string;
  /** Name of the entry → what it holds. */
  entries: () => Record<string, string>;
  /** Breaks the nth call, counted from 0, of those that come from now on. */
  breakCall: (nth: number, fault: ToolFault) => void;
  /** Whether the broken call hangs now. */
  hangs: () => boolean;
  /** Every call says that the user must sign in first. */
  lock: (isLocked: boolean) => void;
}

const START = String.raw`#!/bin/sh
words="$(basename "$0")"
for word; do words="$words $word"; done
printf '%s\n' "$words" >> "$FAKE_TOOLS/calls"
{ printf '%s\n' "$words"; env; } >> "$FAKE_TOOLS/seen"
if [ -e "$FAKE_TOOLS/locked" ]; then echo "$LOCKED" >&2; exit 36; fi
nth=$(cat "$FAKE_TOOLS/count" 2>/dev/null || echo 0)
echo $((nth + 1)) > "$FAKE_TOOLS/count"
fault=
[ "$(cat "$FAKE_TOOLS/broken" 2>/dev/null)" = "$nth" ] && fault=$(cat "$FAKE_TOOLS/fault")
stop() {
  if [ "$fault" = "fail $1" ]; then echo "$0: it does not work" >&2; exit 1; fi
  if [ "$fault" = "hang $1" ]; then touch "$FAKE_TOOLS/hangs"; exec sleep 60; fi
  if [ "$fault" = "kill $1" ]; then kill -9 "$(cat "$FAKE_TOOLS/pid")"; exit 1; fi
}
stop before
entries="$FAKE_TOOLS/entries"
`;

const SECURITY = String.raw`
if [ "$1" = -i ]; then
  while read -r line; do
    set -- $line
    [ "$1" = add-generic-password ] || { echo "security: unknown command \"$1\"" >&2; exit 1; }
    while [ $# -gt 0 ]; do
      case $1 in -a) account=$2 ;; -X) hex=$2 ;; esac
      shift
    done
    env printf '%b' "$(printf '%s' "$hex" | sed 's/../\\x&/g')" > "$entries/$account"
  done
elif [ "$1" = find-generic-password ] && [ "$2 $3 $4 $6" = '-s aws-mfa -a -w' ]; then
  if [ ! -e "$entries/$5" ]; then
    echo 'security: SecKeychainSearchCopyNext: The specified item could not be found in the keychain.' >&2
    exit 44
  fi
  stop after
  cat "$entries/$5"; echo
elif [ "$1" = find-generic-password ] && [ "$# $2 $3 $4" = '5 -s aws-mfa -a' ]; then
  stop after
  [ -e "$entries/$5" ] || { echo 'security: SecKeychainSearchCopyNext: The specified item could not be found in the keychain.' >&2; exit 44; }
elif [ "$1" = delete-generic-password ] && [ "$2 $3 $4" = '-s aws-mfa -a' ]; then
  rm "$entries/$5" 2>/dev/null || { echo 'security: SecKeychainSearchCopyNext: The specified item could not be found in the keychain.' >&2; exit 44; }
  echo 'password has been deleted.'
else
  echo "security: usage" >&2; exit 2
fi
stop after
`;

const OP = String.raw`
case "$1 $2" in
'account list') echo '[{"url":"my.1password.com","email":"alice@example.com"}]' ;;
'item create')
  [ "$3 $4" = '--format json' ] || exit 2
  template=$(cat)
  title=$(printf '%s' "$template" | sed 's/.*"title":"\([^"]*\)".*/\1/')
  printf '%s' "$template" | sed 's/.*"value":"\(.*\)"}\]}$/\1/; s/\\"/"/g' > "$entries/$title"
  printf '{"id":"qwertyuiop","title":"%s","vault":{"id":"v4ultv4ult","name":"Private"}}\n' "$title" ;;
'item get')
  [ -e "$entries/$3" ] || { echo "[ERROR] 2026/11/23 12:00:00 \"$3\" isn't an item. Specify the item with its UUID, name, or domain." >&2; exit 1; } ;;
'item delete')
  rm "$entries/$3" 2>/dev/null || { echo "[ERROR] 2026/11/23 12:00:00 \"$3\" isn't an item. Specify the item with its UUID, name, or domain." >&2; exit 1; } ;;
'read op://v4ultv4ult/'*/credential)
  title=$\{2#op://v4ultv4ult/}
  stop after
  cat "$entries/$\{title%/credential}" || exit 1
  echo ;;
*) echo "[ERROR] 2026/11/23 12:00:00 unknown command" >&2; exit 1 ;;
esac
stop after
`.replaceAll(String.raw`$\{`, '${');

const POWERSHELL = String.raw`
[ "$1 $2 $3" = '-NoProfile -NonInteractive -Command' ] || exit 2
script="$*"
id=$(printf '%s' "$script" | sed 's/.*LOCALAPPDATA\\aws-mfa\\\([A-Z0-9]*\)\.xml.*/\1/')
case "$script" in
*'| Export-Clixml '*) cat > "$entries/$id" ;;
*'(Import-Clixml '*').GetNetworkCredential().Password')
  stop after
  cat "$entries/$id" || exit 1
  echo ;;
*'(Test-Path '*) [ -e "$entries/$id" ] || exit 44 ;;
*'Remove-Item '*) rm "$entries/$id" || exit 1 ;;
*) exit 1 ;;
esac
stop after
`;

const TOOLS = {
  security: {
    script: SECURITY,
    locked: 'security: SecKeychainItemCopyContent: User interaction is not allowed.',
  },
  op: { script: OP, locked: '[ERROR] 2026/11/23 12:00:00 you are not currently signed in.' },
  powershell: { script: POWERSHELL, locked: 'Access is denied.' },
} as const;

/** @param names those that are installed */
export function fakeTools(
  { home, env }: Pick<Sandbox, 'home' | 'env'>,
  ...names: (keyof typeof TOOLS)[]
): FakeTools {
  const folder = join(home, 'tools');
  const at = (name: string) => join(folder, name);
  for (const each of ['bin', 'entries']) mkdirSync(at(each), { recursive: true });
  for (const name of names) {
    const { script, locked } = TOOLS[name];
    writeFileSync(join(at('bin'), name), START.replace('$LOCKED', locked) + script);
    chmodSync(join(at('bin'), name), 0o755);
  }
  const read = (name: string) => (existsSync(at(name)) ? readFileSync(at(name), 'utf8') : '');
  return {
    env: { PATH: `${at('bin')}:${env['PATH'] ?? ''}`, FAKE_TOOLS: folder },
    calls: () => read('calls').split('\n').slice(0, -1),
    seen: () => read('seen'),
    entries: () =>
      Object.fromEntries(
        readdirSync(at('entries')).map((name) => [name, readFileSync(join(at('entries'), name), 'utf8')]),
      ),
    breakCall: (nth, fault) => {
      rmSync(at('count'), { force: true });
      writeFileSync(at('broken'), String(nth));
      writeFileSync(at('fault'), fault);
    },
    hangs: () => existsSync(at('hangs')),
    lock: (isLocked) => (isLocked ? writeFileSync(at('locked'), '') : rmSync(at('locked'))),
  };
}
