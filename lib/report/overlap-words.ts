import type { Overlap } from '../calendar/calendar.ts'

export function whoMeets({ kind, a, b }: Overlap): string {
  return kind === 'self' ? `${a} runs into itself` : `${a} meets ${b}`
}

export function howOften({ count, totalSeconds }: Overlap): string {
  return `${times(count)}, ${totalSeconds} s in all`
}

export function times(count: number): string {
  return `${count} time${count === 1 ? '' : 's'}`
}
