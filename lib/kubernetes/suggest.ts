/** The name among those legal that was probably meant, or nothing where none is near. Case and separators count little. */
export function suggestName(name: string, legal: Iterable<string>): string | undefined {
  const wanted = plain(name)
  let best: string | undefined
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 0.5
  for (const candidate of legal) {
    if (isNegated(candidate) !== isNegated(name)) continue
    const other = plain(candidate)
    const distance = other === wanted ? 0 : Math.min(editDistance(wanted, other), wordDistance(name, candidate))
    if (distance < least) {
      best = candidate
      least = distance
    }
  }
  return best
}

/** `podAntiAffinity` is the opposite of what a name without the word asks for. */
function isNegated(name: string): boolean {
  return /anti|unavailable|non(?=[A-Z])|not(?=[A-Z])/i.test(name)
}

/** `name` for the one of them whose last word it is (`secretName`, `claimName`), and `secretName` where `name` is right. */
export function suggestOwnName(name: string, legal: readonly string[]): string | undefined {
  const isName = (other: string): boolean => /^name$|Name$/.test(other)
  const fitting = isName(name) ? legal.filter((other) => isName(other) && (name === 'name' || other === 'name')) : []
  return fitting.length === 1 ? fitting[0] : undefined
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[-_ .]/g, '')
}

/** `deadlineSeconds` for `activeDeadlineSeconds`: a name that lacks or adds whole words is near, when most of its words are the same in the same order. */
function wordDistance(name: string, candidate: string): number {
  const [a, b] = [words(name), words(candidate)]
  const [few, many] = a.length < b.length ? [a, b] : [b, a]
  let at = 0
  for (const word of many) if (at < few.length && word === few[at]) at++
  return at === few.length && few.length >= 2 && few.length * 2 > many.length ? many.length - few.length : Number.POSITIVE_INFINITY
}

function words(name: string): string[] {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[-_ .]+/)
}

const TOO_FAR = 9

/** Damerau–Levenshtein with adjacent transpositions: `compelte` is one step from `complete`. */
export function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) >= TOO_FAR || a.length > 100) return TOO_FAR
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1)
    }
    before = row
    row = next
  }
  return row[b.length]
}
