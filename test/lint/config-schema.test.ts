import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'

const schema = JSON.parse(readFileSync(new URL('../../dist/config.schema.json', import.meta.url), 'utf8')) as object
const validate = new Ajv({ allowUnionTypes: true }).compile(schema)

test.each<[title: string, config: unknown, valid: boolean]>([
  ['nothing', {}, true],
  ['a policy', { policy: 'strict', edition: '2026', kubernetesVersion: '1.31' }, true],
  ['a plain off, which YAML reads as false', { rules: { 'uneven-interval': false } }, true],
  ['an option', { rules: { 'dangling-reference': { level: 'note', options: { elsewhere: ['Secret'] } } } }, true],
  ['a rule of your own', { rules: { 'team-label': 'error' } }, true],
  ['an override', { overrides: [{ labels: { team: 'data' }, rules: { 'uneven-interval': 'off' } }] }, true],
  ['an unknown key', { polcy: 'strict' }, false],
  ['an unknown policy', { policy: 'lax' }, false],
  ['an unknown level', { rules: { 'uneven-interval': 'fatal' } }, false],
  ['an unknown option', { rules: { 'dangling-reference': { options: { elsewere: [] } } } }, false],
  ['an option of another type', { rules: { 'dangling-reference': { options: { elsewhere: 'Secret' } } } }, false],
  ['an override that holds everywhere', { overrides: [{ rules: {} }] }, false],
  ['a label that is a number', { overrides: [{ labels: { team: 5 }, rules: {} }] }, false],
])('%s', (_, config, valid) => {
  expect(validate(config)).toBe(valid)
})
