import type { Finding } from '../lint/finding.ts'

/** What stays the same of a finding when lines move: rule, object and path. */
export function fingerprint(finding: Finding): string {
  const { rule, object, path, file } = finding
  return hash([rule, object?.kind ?? '', object?.namespace ?? '', object?.name ?? file, path].join('\n'))
}

/** FNV-1a over UTF-16 units, 2 × 32 bits: no secret, only a short stable name. */
function hash(text: string): string {
  let low = 0x811c9dc5
  let high = 0x01000193
  for (let index = 0; index < text.length; index++) {
    low = Math.imul(low ^ text.charCodeAt(index), 0x01000193)
    high = Math.imul(high ^ low ^ index, 0x85ebca6b)
  }
  return (low >>> 0).toString(16).padStart(8, '0') + (high >>> 0).toString(16).padStart(8, '0')
}
