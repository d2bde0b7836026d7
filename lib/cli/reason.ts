/** What the system says, without its call and path. */
export function reason(error: unknown): string {
  const { message, code } = error as NodeJS.ErrnoException
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied'
  if (code === 'ENOENT') return 'no such file or folder'
  if (code === 'EISDIR') return 'is a folder'
  if (code === 'EROFS') return 'read-only file system'
  if (code === 'ENOSPC') return 'no space left on device'
  return message.replace(/^[A-Z]+: /, '').replace(/, \w+ '.*$/, '')
}
