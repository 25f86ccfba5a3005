# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of traybell for fish. Commands and options are asked of the program itself, so that
# they are those of the version that is installed.

function __traybell_commands
    traybell --help 2>/dev/null | string match -r '^  (?!traybell )[a-z]{2,} +.*' | string trim | string replace -r '^(\S+) +' '$1\t'
end

# The options of what stands on the line already.
function __traybell_options
    set -l words (commandline -opc)[2..]
    set -l command
    for word in $words
        string match -q -- '-*' $word; and break
        set -a command $word
        contains -- $command[1] account rules; or break
        test (count $command) -ge 2; and break
    end
    traybell $command --help 2>/dev/null | string match -r '^  (?:-h, )?--[a-z-]+.*' | string trim | string replace -r '^(?:-h, )?(--[a-z-]+=?)\S* *' '$1\t'
end

function __traybell_accounts
    traybell account list 2>/dev/null | string match -r '^[0-9a-f]{8}  .*' | string replace -r '  +' '\t'
end

function __traybell_notifications
    traybell inbox --json 2>/dev/null | string match -ar '"id" *: *"[^"]*"' | string replace -r '.*"([^"]*)"$' '$1'
end

complete -c traybell -f
complete -c traybell -n __fish_use_subcommand -a '(__traybell_commands)'
complete -c traybell -n 'string match -q -- "-*" (commandline -ct)' -a '(__traybell_options)'
complete -c traybell -n '__fish_seen_subcommand_from account; and not __fish_seen_subcommand_from add import list edit check remove enable disable set-secret' -a 'add import list edit check remove enable disable set-secret'
complete -c traybell -n '__fish_seen_subcommand_from account; and __fish_seen_subcommand_from edit check remove enable disable set-secret' -a '(__traybell_accounts)'
complete -c traybell -n '__fish_seen_subcommand_from account; and __fish_seen_subcommand_from import' -F
complete -c traybell -n '__fish_seen_subcommand_from doctor' -a '(__traybell_accounts)'
complete -c traybell -n '__fish_seen_subcommand_from open ack read why' -a '(__traybell_notifications)'
complete -c traybell -n '__fish_seen_subcommand_from snooze' -a '30m 1h tomorrow off'
complete -c traybell -n '__fish_seen_subcommand_from rules; and not __fish_seen_subcommand_from test check list' -a 'test check list'
complete -c traybell -n '__fish_seen_subcommand_from report' -F
