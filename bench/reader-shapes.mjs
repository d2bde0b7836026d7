// Time of the reader on the nastiest shapes at 1, 10 and 100 times their size: it has to grow no faster than they do.
//
//   npm run build && node bench/reader-shapes.mjs
import { readYaml } from '../dist/lib/reader/index.js'

const repeat = (count, text) => text.repeat(count)
/** Each shape at a size: about a thousand bytes for 10. */
const SHAPES = {
  'a long plain scalar': (n) => `a: ${repeat(n, 'word '.repeat(20))}`,
  'a plain scalar of many lines': (n) => `a: x\n${repeat(n, '  word word word word word\n'.repeat(4))}`,
  'a double-quoted scalar of escapes': (n) => `a: "${repeat(n, '\\n\\t\\x41'.repeat(12))}"`,
  'a single-quoted scalar of quotes': (n) => `a: '${repeat(n, "''".repeat(50))}'`,
  'a block scalar': (n) => `a: |\n${repeat(n, '  some text in a line\n'.repeat(5))}`,
  'a block scalar of blank lines': (n) => `a: |\n  x\n${repeat(n, '\n'.repeat(100))}`,
  'many keys': (n) => Array.from({ length: n * 10 }, (_, index) => `key${index}: value\n`).join(''),
  'one key many times': (n) => repeat(n, 'key: value\n'.repeat(10)),
  'many items': (n) => repeat(n, '- item\n'.repeat(15)),
  'a flow sequence': (n) => `a: [${repeat(n, 'word, '.repeat(16))}x]`,
  'a flow sequence never closed': (n) => `a: [${repeat(n, 'word, '.repeat(16))}`,
  'a flow mapping': (n) => `a: {${Array.from({ length: n * 8 }, (_, index) => `k${index}: v, `).join('')}x: y}`,
  comments: (n) => `a: 1\n${repeat(n, '# a comment about nothing\n'.repeat(4))}`,
  'blank lines': (n) => `a: 1\n${repeat(n, '\n'.repeat(100))}`,
  'trailing blanks': (n) => `a: 1${repeat(n, ' '.repeat(100))}`,
  'keys that never get their colon': (n) => repeat(n, 'word\n'.repeat(20)),
  'a quote never closed': (n) => `a: "${repeat(n, 'word word\n  '.repeat(8))}`,
  'characters beyond the basic plane': (n) => `a: ${repeat(n, '😀'.repeat(25))}`,
  'lines of such characters': (n) => repeat(n, `k: 😀\n`.repeat(12)),
  'anchors and aliases': (n) => `a: &x 1\nb: [${repeat(Math.min(n, 500), '*x, '.repeat(4))}1]`,
  documents: (n) => repeat(n, 'a: 1\n---\n'.repeat(10)),
  'separators that are none': (n) => `a: |\n${repeat(n, '  ---\n'.repeat(16))}`,
}

/** Milliseconds of the fastest of some rounds. */
function time(text) {
  let best = Infinity
  for (let round = 0; round < 5; round++) {
    const start = performance.now()
    readYaml(text)
    best = Math.min(best, performance.now() - start)
  }
  return best
}

let worst = 0
for (const [name, shape] of Object.entries(SHAPES)) {
  const [small, middle, large] = [100, 1000, 10_000].map((size) => ({ bytes: shape(size).length, ms: time(shape(size)) }))
  // Against the middle size: the small one is lost in what every call costs.
  const growth = large.ms / large.bytes / (middle.ms / middle.bytes)
  worst = Math.max(worst, growth)
  console.log(
    `${name.padEnd(36)} ${(small.bytes / 1024).toFixed(0).padStart(5)} kB ${small.ms.toFixed(2).padStart(8)} ms  ${middle.ms.toFixed(2).padStart(8)} ms  ${large.ms.toFixed(1).padStart(8)} ms   per byte x ${growth.toFixed(2)}`,
  )
}
console.log(`largest growth per byte from 10 to 100 times: x ${worst.toFixed(2)}`)
// What is quadratic grows tenfold.
process.exitCode = worst < 6 ? 0 : 1
