# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of traybell for Bash. Commands and options are asked of the program itself, so that
# they are those of the version that is installed.

_traybell_commands() {
  traybell --help 2>/dev/null | sed -n '/^  traybell /d; s/^  \([a-z]\{2,\}\) .*/\1/p' | sort -u
}

_traybell_options() {
  traybell "$@" --help 2>/dev/null | grep -o -- '--[a-z][a-z-]*=\{0,1\}' | sort -u
}

_traybell_accounts() {
  traybell account list 2>/dev/null | grep -o '^[0-9a-f]\{8\}\b'
}

_traybell_notifications() {
  traybell inbox --json 2>/dev/null | grep -o '"id" *: *"[^"]*"' | sed 's/.*"\([^"]*\)"$/\1/'
}

_traybell() {
  local current=${COMP_WORDS[COMP_CWORD]}
  local before=${COMP_WORDS[COMP_CWORD - 1]}
  local -a commands=()
  local word words=

  COMPREPLY=()
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in
      -*) break ;;
      *) [[ ${#commands[@]} -lt 2 ]] && commands+=("$word") ;;
    esac
  done
  [[ $before == '=' ]] && before=${COMP_WORDS[COMP_CWORD - 2]}
  [[ $current == '=' ]] && current=

  case $before in
    --ca-file | --credentials | --batch)
      compopt -o filenames
      mapfile -t COMPREPLY < <(compgen -f -- "$current")
      return
      ;;
    --auth-format) words='form json' ;;
    *)
      if [[ $current == -* ]]; then
        case ${commands[0]} in
          account | rules) words=$(_traybell_options "${commands[@]}") ;;
          *) words=$(_traybell_options "${commands[@]:0:1}") ;;
        esac
      else
        case ${commands[*]} in
          '') words=$(_traybell_commands) ;;
          account) words='add import list edit check remove enable disable set-secret' ;;
          'account edit' | 'account check' | 'account remove' | 'account enable' | \
            'account disable' | 'account set-secret' | doctor | doctor\ *)
            words=$(_traybell_accounts)
            ;;
          'account import' | 'rules check' | report)
            compopt -o filenames
            mapfile -t COMPREPLY < <(compgen -f -- "$current")
            return
            ;;
          open | ack | read | why) words=$(_traybell_notifications) ;;
          snooze) words='30m 1h tomorrow off' ;;
          rules) words='test check list' ;;
        esac
      fi
      ;;
  esac

  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
  if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]]; then
    compopt -o nospace
  fi
}

complete -F _traybell traybell
