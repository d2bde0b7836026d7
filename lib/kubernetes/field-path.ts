/** The path to where a walk stands; it becomes text only when there is something to say. */
export class Path {
  private depth = 0
  private readonly steps: (string | number)[] = []
  /** For each step whether it is a key of a map, which stands in brackets: `limits[memory]`. */
  private readonly isKey: boolean[] = []

  push(step: string | number): void {
    this.steps[this.depth] = step
    this.isKey[this.depth++] = false
  }

  pushKey(key: string): void {
    this.steps[this.depth] = key
    this.isKey[this.depth++] = true
  }

  pop(): void {
    this.depth--
  }

  /** In the API's notation: `spec.containers[0].resources.limits[memory]`. */
  text(): string {
    let text = ''
    this.order().forEach((step, index) => {
      if (typeof step === 'number' || this.isKey[index]) text += `[${step}]`
      else text += text === '' ? step : `.${step}`
    })
    return text
  }

  /** As Go's JSON decoder writes it: names of fields only, no indices, no keys of maps. */
  fieldNames(): string {
    return this.order()
      .filter((step, index) => typeof step === 'string' && !this.isKey[index])
      .join('.')
  }

  /** The steps, to be compared with those of other problems. */
  order(): readonly (string | number)[] {
    return this.steps.slice(0, this.depth)
  }
}

/** The order in which the server comes to two places: it reads JSON whose keys are sorted by their bytes. */
export function comparePlaces(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (let index = 0; index < a.length && index < b.length; index++) {
    const [left, right] = [a[index], b[index]]
    if (left === right) continue
    if (typeof left === 'number' && typeof right === 'number') return left - right
    return compareBytes(String(left), String(right))
  }
  return a.length - b.length
}

/** UTF-8 sorts as code points do; JavaScript compares UTF-16 units, which differs beyond the basic plane. */
function compareBytes(a: string, b: string): number {
  const [left, right] = [[...a], [...b]]
  for (let index = 0; index < left.length && index < right.length; index++) {
    const difference = (left[index].codePointAt(0) ?? 0) - (right[index].codePointAt(0) ?? 0)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}
