// Prints the answers that differ from those of mutations.jsonl, ready to be kept as differences-1.NN.jsonl:
//
//   node differences.mjs answers.jsonl > ../../api/differences-1.NN.jsonl
import { readFileSync } from 'node:fs'

const rowsOf = (path) =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

/** Causes over the keys of a map and the warnings of one request come in any order. */
const plain = ({ accepted, stage, causes = [], unknown = [], warnings = [] }) =>
  JSON.stringify({ accepted, stage, causes: causes.map(String).toSorted(), unknown, warnings: warnings.toSorted() })

const known = new Map(rowsOf(new URL('../../api/mutations.jsonl', import.meta.url)).map((row) => [row.id, row]))
for (const answer of rowsOf(process.argv[2])) {
  const row = known.get(answer.id)
  if (plain(answer.strict) !== plain(row.strict) || plain(answer.lenient) !== plain(row.lenient)) console.log(JSON.stringify(answer))
}
