import { chmodSync, lstatSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { replaceFile } from '../../lib/cli/output.ts'

const folder = mkdtempSync(join(tmpdir(), 'cronwright-replace-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('mode and owner are kept', () => {
  const path = join(folder, 'a.yaml')
  writeFileSync(path, 'old')
  chmodSync(path, 0o750)
  const { uid, gid } = statSync(path)
  replaceFile(path, 'new')
  expect(readFileSync(path, 'utf8')).toBe('new')
  expect(statSync(path)).toMatchObject({ uid, gid, mode: 0o100750 })
})

test('a link stays a link', () => {
  const target = join(folder, 'target.yaml')
  const link = join(folder, 'link.yaml')
  writeFileSync(target, 'old')
  symlinkSync('target.yaml', link)
  replaceFile(link, 'new')
  expect(lstatSync(link).isSymbolicLink()).toBe(true)
  expect(readFileSync(target, 'utf8')).toBe('new')
})

test('what is read-only is left as it was', () => {
  const path = join(folder, 'locked.yaml')
  writeFileSync(path, 'old')
  chmodSync(path, 0o444)
  expect(() => replaceFile(path, 'new')).toThrow(`${path}: cannot write: is read-only`)
  expect(readFileSync(path, 'utf8')).toBe('old')
})

test('nothing is left beside', () => {
  expect(() => replaceFile(join(folder, 'none', 'a.yaml'), 'new')).toThrow('cannot write: no such file or folder')
  expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([])
})
