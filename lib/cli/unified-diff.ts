const CONTEXT = 3

interface Change {
  readonly kind: ' ' | '-' | '+'
  readonly line: string
}

/** A unified diff of two texts, as `patch` and `git apply` read it; empty when they are equal. */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return ''
  const changes = compare(linesOf(before), linesOf(after))
  let text = `--- a/${path}\n+++ b/${path}\n`
  for (const [from, to] of hunks(changes)) text += hunk(changes, from, to)
  return text
}

/** Lines with their ends; a last line without one keeps that. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}

/** Longest common subsequence between the equal head and tail: fixes change few lines. */
function compare(a: readonly string[], b: readonly string[]): Change[] {
  let head = 0
  while (head < a.length && head < b.length && a[head] === b[head]) head++
  let tail = 0
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
  const same = (lines: readonly string[]): Change[] => lines.map((line) => ({ kind: ' ', line }))
  return [
    ...same(a.slice(0, head)),
    ...middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    ...same(a.slice(a.length - tail)),
  ]
}

function middle(a: readonly string[], b: readonly string[]): Change[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i][j] = a[i] === b[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1])
  const changes: Change[] = []
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      changes.push({ kind: ' ', line: a[i++] })
      j++
    } else if (i < a.length && (j === b.length || lengths[i + 1][j] >= lengths[i][j + 1])) changes.push({ kind: '-', line: a[i++] })
    else changes.push({ kind: '+', line: b[j++] })
  }
  return changes
}

function* hunks(changes: readonly Change[]): Generator<[number, number]> {
  let from = -1
  let to = -1
  for (let index = 0; index < changes.length; index++) {
    if (changes[index].kind === ' ') continue
    if (from >= 0 && index - CONTEXT > to) {
      yield [from, to]
      from = -1
    }
    if (from < 0) from = Math.max(0, index - CONTEXT)
    to = Math.min(changes.length, index + CONTEXT + 1)
  }
  if (from >= 0) yield [from, to]
}

function hunk(changes: readonly Change[], from: number, to: number): string {
  const before = (kind: Change['kind'], until: number): number =>
    changes.slice(0, until).filter((change) => change.kind === ' ' || change.kind === kind).length
  const body = changes.slice(from, to)
  const count = (kind: Change['kind']): number => body.filter((change) => change.kind === ' ' || change.kind === kind).length
  const start = (kind: Change['kind']): number => before(kind, from) + (count(kind) > 0 ? 1 : 0)
  const lines = body.map(({ kind, line }) => `${kind}${line.endsWith('\n') ? line : `${line}\n\\ No newline at end of file\n`}`).join('')
  return `@@ -${start('-')},${count('-')} +${start('+')},${count('+')} @@\n${lines}`
}
