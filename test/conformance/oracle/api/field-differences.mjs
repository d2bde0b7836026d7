// Prints the answers about the fields that differ from those of fields-1.33.jsonl, ready to be kept as fields-differences-1.NN.jsonl:
//
//   node field-differences.mjs answers.jsonl > ../../api/fields-differences-1.NN.jsonl
import { readFileSync } from 'node:fs'

const rowsOf = (path) =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

const plain = ({ accepted, stage, causes = [], unknown = [], warnings = [] }) =>
  JSON.stringify({ accepted, stage, causes: causes.map(String).toSorted(), unknown, warnings: warnings.toSorted() })

const known = new Map(rowsOf(new URL('../../api/fields-1.33.jsonl', import.meta.url)).map((row) => [row.id, row.said]))
for (const { id, strict } of rowsOf(process.argv[2])) {
  if (plain(strict) !== plain(known.get(id))) console.log(JSON.stringify({ id, said: strict }))
}
