import type { DecodeProblem } from './decode-problem.ts'
import { comparePlaces } from './field-path.ts'
import type { Cause } from './verdict.ts'

/** What the server says of the faults of decoding: which of them end the request, and which only strict validation refuses. */
export interface DecodeVerdict {
  /** One wrong type hides everything else: the first that the server comes to, or the first at which it stops reading. */
  readonly fatal: Cause | undefined
  /** Repeated keys in the order of the text, then unknown fields in the order of sorted paths. */
  readonly strict: readonly Cause[]
}

const NOTHING: DecodeVerdict = { fatal: undefined, strict: [] }

export function decodeVerdict(problems: readonly DecodeProblem[], lineOf: (offset: number) => number): DecodeVerdict {
  if (problems.length === 0) return NOTHING
  const sorted = problems.toSorted((a, b) => comparePlaces(a.place, b.place))
  const wrong = sorted.filter(({ reason }) => reason === 'WrongType')
  const fatal = wrong.find(({ aborts }) => aborts) ?? wrong[0]
  if (fatal) return { fatal: causeOf(fatal), strict: [] }
  const repeated = problems.filter(({ reason }) => reason === 'DuplicateField').toSorted((a, b) => a.start - b.start)
  const unknown = sorted.filter(({ reason }) => reason === 'UnknownField')
  return {
    fatal: undefined,
    strict: [
      ...repeated.map((problem) => ({
        ...causeOf(problem),
        message: `line ${lineOf(problem.named ?? problem.start)}: ${problem.message}`,
      })),
      ...unknown.map(causeOf),
    ],
  }
}

function causeOf({ stage, reason, field, message }: DecodeProblem): Cause {
  return { stage, reason, field, message }
}
