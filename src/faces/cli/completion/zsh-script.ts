/** Read from a folder in fpath, or by `source` after compinit. */
export const zshScript = `#compdef perennial
# zsh completion of perennial
_perennial() {
  local line manner
  local -a lines offered space
  lines=("\${(@f)$("\${(Q)words[1]}" __complete "\${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
  manner=$lines[-1]
  lines[-1]=()
  case $manner in
    :files) compset -P '-*='; _files; return ;;
    :folders) compset -P '-*='; _files -/; return ;;
    :no-space) space=(-S '') ;;
  esac
  for line in $lines; do
    offered+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done
  _describe perennial offered "\${space[@]}"
}
if [[ $funcstack[1] == _perennial ]]; then
  _perennial "$@"
else
  compdef _perennial perennial
fi
`;
