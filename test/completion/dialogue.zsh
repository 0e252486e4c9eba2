# dialogue.zsh START READY TEXT...: presses TAB behind each text in the interactive shell that START starts, as a person does it: nothing
# is typed before the prompt is there. What comes earlier zsh takes for whole lines, and readline inserts its TAB as it is.
zmodload zsh/zpty || exit 1
zpty shell $1 || exit 1

seen_until() {
  local seen
  zpty -r shell seen "*$1" || { print -ru2 -- "$1 was not seen: $seen"; exit 1 }
}

seen_until READ42
zpty -w shell $2
seen_until READ42
for text in "${@:3}"; do
  # TAB; when that is over the key that says so; and the line is taken back (Ctrl-U), never run.
  zpty -w -n shell "$text"$'\t\x18\x04'
  seen_until DONE42
  zpty -w -n shell $'\x15'
done
zpty -w shell exit
