import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import * as constructs from '../../lib/constructs/index.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = `${root}docs/constructs`
const pages = readdirSync(folder)

test('pages are what the code says: examples are type-checked and run, the YAML is what they synthesize (npm run docs writes it)', () => {
  const { status, stderr } = spawnSync(process.execPath, [`${root}scripts/constructs-docs.mjs`, '--check'], { encoding: 'utf8' })
  expect(stderr.split('\n').filter((line) => line !== '' && line !== 'building …')).toEqual([])
  expect(status).toBe(0)
  // It type-checks and builds where that is needed.
}, 300_000)

test('every construct and value has a page', () => {
  const classes = Object.entries(constructs).filter(([name, value]) => typeof value === 'function' && name !== 'PropError')
  const expected = classes.map(([name]) => `${name.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase()}.md`)
  expect(pages.filter((page) => page !== 'README.md').sort()).toEqual(expected.sort())
})

interface Prop {
  readonly name: string
  readonly text: string
  readonly fallback?: string
  readonly required: boolean
}
interface Entry {
  readonly name: string
  readonly props: readonly { readonly name: string; readonly members: readonly Prop[] }[]
  readonly types: readonly { readonly name: string; readonly members: readonly Prop[] }[]
}

test('every prop says what it means, and its default where it may be left out', async () => {
  const module = (await import(new URL('../../scripts/docs/read-constructs.mjs', import.meta.url).href)) as {
    readonly readConstructs: (compiler: typeof ts, root: string) => readonly Entry[]
  }
  const silent = module
    .readConstructs(ts, root)
    .flatMap(({ props, types }) => [...props, ...types])
    .flatMap(({ name, members }) =>
      members
        .filter(({ text, required, fallback }) => text === '' || (!required && fallback === undefined))
        .map((prop) => `${name}.${prop.name}`),
    )
  expect([...new Set(silent)]).toEqual([])
})

describe.each(pages)('%s', (page) => {
  const text = readFileSync(`${folder}/${page}`, 'utf8')
  test('its links lead somewhere', () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(([, link]) => link)
    const broken = links.filter(
      (link) =>
        !(link.startsWith('../../') ? readdirSync(`${root}charts`).includes(link.replace('../../charts/', '')) : pages.includes(link)),
    )
    expect(broken).toEqual([])
  })
  test('its anchors exist', () => {
    const anchors = [...text.matchAll(/\]\(([^):]+\.md)#([^)]+)\)/g)].map(([, to, anchor]) => [to, anchor])
    for (const [to, anchor] of anchors) expect(readFileSync(`${folder}/${to}`, 'utf8').toLowerCase()).toContain(`\n## ${anchor}\n`)
  })
  test('nothing of it was left out by mistake', () => {
    expect(text).not.toMatch(/undefined|\[object Object\]|\bNaN\b/)
  })
})
