/**
 * bash 4 and newer, with or without the package bash-completion. readline takes `=` and `:` for ends of words and we do not, so the
 * pieces are put together, and what bash has as a word of its own already is taken off the candidates.
 */
export const bashScript = `# bash completion of perennial
_perennial() {
  local word glue= before path line manner
  local -a words=() lines=()
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD}"; do
    if [[ \${#words[@]} -gt 0 && ( -n $glue || $word == [=:]* ) ]]; then
      words[-1]+=$word
    else
      words+=("$word")
    fi
    if [[ $word == [=:]* ]]; then glue=yes; else glue=; fi
  done
  before=\${words[-1]}
  if [[ -z $glue ]]; then before=\${before%"$word"}; fi
  COMPREPLY=()
  mapfile -t lines < <("$1" __complete "\${words[@]}" 2>/dev/null)
  [[ \${#lines[@]} -gt 0 ]] || return
  manner=\${lines[-1]}
  unset 'lines[-1]'
  path=\${words[-1]#"$before"}
  case $manner in
    :files) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$path") ;;
    :folders) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$path") ;;
    :no-space) compopt -o nospace ;;&
    *) for line in "\${lines[@]}"; do
         line=\${line%%$'\\t'*}
         COMPREPLY+=("\${line#"$before"}")
       done ;;
  esac
}
complete -F _perennial perennial
`;
