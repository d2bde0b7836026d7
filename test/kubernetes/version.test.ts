import { expect, test } from 'vitest'
import { parseKubernetesVersion } from '../../lib/kubernetes/index.ts'

test.each<[text: string | undefined, minor: number]>([
  ['1.31', 31],
  ['v1.31', 31],
  ['1.31.4', 31],
  ['v1.31.4+k3s1', 31],
  ['v1.29.10-gke.1071000', 29],
  [' 1.27 ', 27],
  [undefined, 37],
])('%s is 1.%i', (text, minor) => {
  expect(parseKubernetesVersion(text)).toBe(minor)
})

test.each(['1.26', '1.38', '2.0', 'latest', '', '1', '31', '1.x', '1.31.4.5', '1.031'])(
  "'%s' is refused in one line that names the known",
  (text) => {
    expect(() => parseKubernetesVersion(text)).toThrow(/^[^\n]*\(known: 1\.27 to 1\.37\)$/)
  },
)
