import type { Capacity } from '../calendar/index.ts'
import { quantityValue } from '../kubernetes/index.ts'
import { UsageError } from './usage-error.ts'

const THINGS = ['pods', 'cpu', 'memory'] as const

/** `pods=100,cpu=64,memory=256Gi` in pods, cores and bytes. Throws a UsageError. */
export function readCapacity(text: string): Capacity {
  const capacity: { pods?: number; cpu?: number; memory?: number } = {}
  for (const part of text.split(',')) {
    const [name, quantity = ''] = part.split('=').map((word) => word.trim())
    const thing = THINGS.find((known) => known === name)
    const amount = quantityValue(quantity)
    if (!thing) throw new UsageError(`--capacity: '${part.trim()}' is none of pods=N, cpu=N and memory=N`)
    if (capacity[thing] !== undefined) throw new UsageError(`--capacity: ${thing} stands there twice`)
    if (amount === undefined || amount < 0) throw new UsageError(`--capacity: '${quantity}' is no quantity such as 64, 500m or 256Gi`)
    capacity[thing] = amount
  }
  return capacity
}
