#compdef traybell
# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of traybell for Zsh. Commands and options are asked of the program itself, so that
# they are those of the version that is installed.

_traybell_commands() {
  local -a commands
  commands=(${(f)"$(traybell --help 2>/dev/null | sed -n '/^  traybell /d; s/^  \([a-z]\{2,\}\)  *\([^ ].*\)/\1:\2/p' | sort -u -t: -k1,1)"})
  _describe command commands
}

_traybell_options() {
  local -a options
  options=(${(f)"$(traybell $@ --help 2>/dev/null | sed -n 's/^  \(-h, \)\{0,1\}\(--[a-z-]*\)\(=[^ ]*\)\{0,1\}  *\(.*\)/\2:\4/p')"})
  _describe option options
}

_traybell_accounts() {
  local -a accounts
  accounts=(${(f)"$(traybell account list 2>/dev/null | sed -n 's/^\([0-9a-f]\{8\}\)  \(.*\)/\1:\2/p')"})
  _describe account accounts
}

_traybell_notifications() {
  local -a notifications
  notifications=(${(f)"$(traybell inbox --json 2>/dev/null | grep -o '"id" *: *"[^"]*"' | sed 's/.*"\([^"]*\)"$/\1/')"})
  _describe notification notifications
}

_traybell() {
  local command=$words[2] second=$words[3]

  if (( CURRENT == 2 )) && [[ $PREFIX != -* ]]; then
    _traybell_commands
    return
  fi
  if [[ $PREFIX == -* ]]; then
    case $command in
      account|rules) _traybell_options $command ${second:#-*} ;;
      -*) _traybell_options ;;
      *) _traybell_options $command ;;
    esac
    return
  fi

  case $command in
    account)
      if (( CURRENT == 3 )); then
        compadd add import list edit check remove enable disable set-secret
      elif [[ $second == import ]]; then
        _files
      elif [[ $second != (add|list) ]]; then
        _traybell_accounts
      fi
      ;;
    doctor) _traybell_accounts ;;
    open|ack|read|why) _traybell_notifications ;;
    snooze) compadd 30m 1h tomorrow off ;;
    rules) (( CURRENT == 3 )) && compadd test check list || _files ;;
    report) _files ;;
  esac
}

_traybell "$@"
