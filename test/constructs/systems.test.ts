import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { CATALOGUE } from '../../lib/constructs/catalogue.ts'
import * as constructs from '../../lib/constructs/index.ts'

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const scripts = fileURLToPath(new URL('../../lib/constructs/scripts/', import.meta.url))

describe.each(CATALOGUE)('$construct', ({ construct, chart }) => {
  test('is exported', () => expect(Object.keys(constructs)).toContain(construct))
  test('has a page', () =>
    expect(read(`docs/constructs/${construct.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase()}.md`)).toContain(`# ${construct}`))
  test('stands in its chart', () => expect(read(`charts/${chart}`)).toContain(`new ${construct}(this, `))
})

describe.each(readdirSync(scripts))('%s', (name) => {
  const text = read(`lib/constructs/scripts/${name}`)
  test('says its shell and its exit codes', () => {
    expect(text).toMatch(/^#!\/bin\/sh\n# /)
    expect(text).toContain('# Exit codes: ')
  })
  test('stops at the first command that fails', () => {
    if (name !== 'say.sh') expect(text).toContain('\nset -eu\n')
  })
})
