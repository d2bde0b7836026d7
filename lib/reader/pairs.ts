import { typedKey } from './key.ts'
import type { Pair } from './node.ts'

/** Whether a key stands in a mapping already: with its type, as YAML compares, or only with the same text, as JSON does. `1` and `"1"` are two keys for YAML and one for JSON. */
interface Known {
  readonly typed: boolean
  readonly json: boolean
}

const NEW: Known = { typed: false, json: false }
/** In longer mappings a set is faster than a look at each pair. */
const MOST_LOOKED_AT = 12

/** The pairs of a mapping while it is read. */
export class Pairs {
  readonly list: Pair[] = []
  private typed: Set<string> | undefined
  private json: Set<string> | undefined

  /** What is known of this pair's key; the pair is then added to `list` by the caller. */
  known(pair: Pair): Known {
    const { list } = this
    if (list.length > MOST_LOOKED_AT) return this.knownBySet(pair)
    for (let index = 0; index < list.length; index++) {
      if (list[index].key === pair.key)
        return { typed: list.some((other) => other.key === pair.key && typeOf(other) === typeOf(pair)), json: true }
    }
    return NEW
  }

  private knownBySet(pair: Pair): Known {
    this.typed ??= new Set(this.list.map((other) => typeOf(other)))
    this.json ??= new Set(this.list.map(({ key }) => key))
    const key = typeOf(pair)
    const known = { typed: this.typed.has(key), json: this.json.has(pair.key) }
    this.typed.add(key)
    this.json.add(pair.key)
    return known
  }
}

function typeOf({ keyNode, key }: Pair): string {
  return typedKey(keyNode, key)
}
