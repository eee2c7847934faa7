# Completion for chowki, chowkid and chowki-central: asks the program itself what it takes at this place.
_chowki() {
  local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
  local path=() candidate help
  for candidate in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    # The verbs come first; behind the first option there are none.
    [[ $candidate == -* ]] && break
    path+=("$candidate")
  done
  help=$("${COMP_WORDS[0]}" "${path[@]}" --help 2>/dev/null) || return
  case $previous in
    --output) COMPREPLY=($(compgen -W "text jsonl" -- "$word")); return ;;
  esac
  if [[ $word == -* ]]; then
    COMPREPLY=($(compgen -W "$(grep -oE -- '--[a-z][a-z-]*' <<<"$help" | sort -u)" -- "$word"))
    return
  fi
  local verbs
  verbs=$(sed -n '/^Subcommands:/,$ s/^  \([a-z][a-z-]*\) .*/\1/p' <<<"$help")
  if [[ -n $verbs && $previous != -* ]]; then
    COMPREPLY=($(compgen -W "$verbs" -- "$word"))
  else
    COMPREPLY=($(compgen -f -- "$word"))
  fi
}
complete -o filenames -F _chowki chowki chowkid chowki-central
