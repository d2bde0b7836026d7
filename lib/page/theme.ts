import type { App } from './app.ts'
import { byId } from './dom.ts'

type Theme = 'light' | 'dark'

const KEPT = 'cronwright-theme'

/** Follows the system until the reader chooses; the choice is kept where the browser allows it. A printed page is light. */
export function listenToTheme(app: App): void {
  const system = window.matchMedia('(prefers-color-scheme: dark)')
  const button = byId('theme')
  let chosen = readKept()
  const apply = (printing = false): void => {
    const theme: Theme = printing ? 'light' : (chosen ?? (system.matches ? 'dark' : 'light'))
    document.documentElement.dataset.theme = theme
    button.textContent = theme === 'dark' ? 'Light' : 'Dark'
    button.setAttribute('aria-label', theme === 'dark' ? 'Use the light theme' : 'Use the dark theme')
    app.refreshPalette()
  }
  system.addEventListener('change', () => apply())
  button.addEventListener('click', () => {
    chosen = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark'
    try {
      localStorage.setItem(KEPT, chosen)
    } catch {
      // A page from a file may have no storage: the choice holds while it is open.
    }
    apply()
  })
  window.addEventListener('beforeprint', () => {
    apply(true)
    app.drawNow()
  })
  window.addEventListener('afterprint', () => apply())
  apply()
}

function readKept(): Theme | undefined {
  try {
    const kept = localStorage.getItem(KEPT)
    return kept === 'light' || kept === 'dark' ? kept : undefined
  } catch {
    return undefined
  }
}
