import { byId } from './dom.ts'

/** Opens or closes the list of keys. */
export function toggleKeys(): void {
  const dialog = byId<HTMLDialogElement>('keys')
  if (dialog.open) dialog.close()
  else dialog.showModal()
}
