/** The completion script for PowerShell, from version 5.1 on (Windows). */
import { type CliSpec, type Offer, offersOf } from './offers.ts';

export function powershellScript(cliSpec: CliSpec): string {
  const { values, words, options } = offersOf(cliSpec);
  return [
    HEAD,
    table('values', 'The value of an option: "command --option".', values),
    table('words', 'The first word after a command.', words),
    table('options', 'The options of a command.', options),
    WALK,
  ].join('\n');
}

const HEAD = `# What Tab offers after aws-mfa in PowerShell. Put this line into the file that $PROFILE names, for every shell:
#   aws-mfa completion powershell | Out-String | Invoke-Expression
# The names of profiles are read when they are needed. They are compared, and never evaluated.

Register-ArgumentCompleter -Native -CommandName 'aws-mfa' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
`;

function table(name: string, comment: string, offers: readonly Offer[]): string {
  const entries = offers.map(([place, offered]) => `        '${place}' = '${offered}'`);
  return `    # ${comment}\n    $${name} = @{\n${entries.join('\n')}\n    }\n`;
}

const WALK = `    # What the words before this one say about it.
    $current = [string]$wordToComplete
    $command = ''
    $value = ''
    $place = 'word'
    $rest = 0
    foreach ($element in @($commandAst.CommandElements | Select-Object -Skip 1)) {
        if ($element.Extent.EndOffset -ge $cursorPosition) { break }
        $word = $element.Extent.Text.Trim([char[]]@(34, 39))
        if ($place -eq 'rest') {
            $rest += 1
        } elseif ($value) {
            $value = ''
        } elseif ($word -eq '--' -or $word -notlike '-?*') {
            if (-not $command -and $word -ne '--') {
                $command = $word
            } elseif ($words[$command] -eq '<command-line>') {
                $place = 'rest'
                if ($word -ne '--') { $rest = 1 }
            } else {
                $place = 'options'
            }
        } else {
            $value = $values["$command $word"]
        }
    }

    $prefix = ''
    if ($value) {
        $offered = $value
    } elseif ($place -eq 'rest') {
        $offered = if ($rest -eq 0) { '<command-line>' } else { '<file>' }
    } elseif ($current -like '--*=*' -and $values["$command $($current.Split('=')[0])"]) {
        $offered = $values["$command $($current.Split('=')[0])"]
        $prefix = $current.Split('=')[0] + '='
    } elseif ($current.StartsWith('-') -or $place -eq 'options' -or -not $words[$command]) {
        $offered = $options[$command]
    } else {
        $offered = $words[$command]
    }

    switch -Wildcard ($offered) {
        '<profile>' {
            $program = Get-Command -Name 'aws-mfa' -CommandType Application -ErrorAction SilentlyContinue |
                Select-Object -First 1
            $found = if ($program) { @($null | & $program completion profiles 2>$null) } else { @() }
        }
        '<command-line>' { return [System.Management.Automation.CompletionCompleters]::CompleteCommand($current) }
        '<file>' { return [System.Management.Automation.CompletionCompleters]::CompleteFilename($current) }
        '<*' { $found = @() }
        default { $found = @("$offered".Split(' ') | Where-Object { $_ }) }
    }
    foreach ($name in $found) {
        $text = "$prefix$name"
        if ($text.StartsWith($current, [System.StringComparison]::Ordinal)) {
            [System.Management.Automation.CompletionResult]::new($text, $name, 'ParameterValue', $name)
        }
    }
}
`;
