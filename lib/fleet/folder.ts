/** `a/b` of `a/b/c.yaml`; empty for a file beside nothing. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

/** `a/c` for `../c` in `a/b`. */
export function resolveIn(folder: string, path: string): string {
  const parts = folder === '' ? [] : folder.split('/')
  for (const part of path.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}

/** A folder, the one above it, and so on to the top, which is empty. */
export function foldersUp(folder: string): readonly string[] {
  const folders = [folder]
  for (let current = folder; current !== '';) folders.push((current = folderOf(current)))
  return folders
}
