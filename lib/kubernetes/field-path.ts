/** The path to where a walk stands; it becomes text only when there is something to say. */
export class Path {
  private readonly steps: (string | number)[] = []

  push(step: string | number): void {
    this.steps.push(step)
  }

  /** A key of a map, which stands in brackets: `limits[memory]`. */
  pushKey(key: string): void {
    this.steps.push(`[${key}]`)
  }

  pop(): void {
    this.steps.pop()
  }

  text(): string {
    let text = ''
    for (const step of this.steps) {
      if (typeof step === 'number') text += `[${step}]`
      else if (step.startsWith('[')) text += step
      else text += text === '' ? step : `.${step}`
    }
    return text
  }
}
