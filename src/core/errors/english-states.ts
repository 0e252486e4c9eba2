/** What has become of the node: most errors have one of these answers. */
export const untouched = 'Nothing was changed.';

export const undoneOrOpen =
  'Before the first step nothing was changed. After it the run was rolled back, unless onFailure is stop or it is a rescue; the last line of the output says which.';

/** For what may be open for ever otherwise. */
export const wayOut = {
  text: 'Where it can be neither finished nor undone, end it where it stands: no file is changed, and new runs can be begun. Then make everything new.',
  commands: ['perennial abandon --dry-run', 'perennial abandon', 'perennial renew --all'],
};

export const openRun = {
  text: 'See whether a run was left unfinished, and finish it, or undo it.',
  commands: ['perennial status', 'perennial resume', 'perennial rollback'],
};
