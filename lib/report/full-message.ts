import type { Finding } from '../lint/finding.ts'

/** What is wrong, and in a line below what to do: for formats that have one field for both. */
export function fullMessage({ message, help }: Finding): string {
  return help ? `${message}\n${help}` : message
}
