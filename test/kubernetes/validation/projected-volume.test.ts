import { expect, test } from 'vitest'
import { dryRun } from '../../../lib/kubernetes/index.ts'

const VOLUME = 'spec.template.spec.volumes[0].projected'

/** A Job whose only volume has these sources, in flow style. */
function causesOf(sources: string, kubernetesVersion: string): readonly string[] {
  const text = `
apiVersion: batch/v1
kind: Job
metadata: {name: report}
spec:
  template:
    spec:
      restartPolicy: Never
      containers: [{name: report, image: 'busybox:1.37'}]
      volumes: [{name: files, projected: {sources: ${sources}}}]
`
  return dryRun(text, { kubernetesVersion })[0].causes.map(({ reason, field }) => `${reason} ${field.replace(VOLUME, '')}`)
}

test.each<[sources: string, causes: readonly string[]]>([
  // plain
  ['[{secret: {name: a, items: [{key: k, path: p}]}}, {configMap: {name: b}}]', []],
  ['[{}]', []],
  ['[{secret: {}}]', ['FieldValueRequired .sources[0].secret.name']],
  // two at once: both are looked at, and refused together
  [
    '[{secret: {}, configMap: {}}]',
    ['FieldValueRequired .sources[0].secret.name', 'FieldValueRequired .sources[0].configMap.name', 'FieldValueForbidden .sources[0]'],
  ],
  // one path for two files, within a source and across sources
  ['[{secret: {name: a, items: [{key: k, path: p}]}}, {configMap: {name: b, items: [{key: k, path: p}]}}]', ['FieldValueInvalid ']],
  ['[{secret: {name: a, items: [{key: k, path: p}, {key: l, path: p}]}}]', ['FieldValueInvalid ']],
  ['[{clusterTrustBundle: {path: ca.pem, name: roots}}]', []],
  ['[{clusterTrustBundle: {path: ca.pem, name: "example.com:roots:now"}}]', []],
  ['[{clusterTrustBundle: {path: ca.pem}}]', ['FieldValueRequired .sources[0].clusterTrustBundle']],
  ['[{clusterTrustBundle: {path: ca.pem, name: a, signerName: example.com/b}}]', ['FieldValueInvalid .sources[0].clusterTrustBundle']],
  ['[{clusterTrustBundle: {path: ca.pem, signerName: nobody}}]', ['FieldValueInvalid .sources[0].clusterTrustBundle.signerName']],
  ['[{clusterTrustBundle: {path: ../ca.pem, name: roots}}]', ['FieldValueInvalid .sources[0].clusterTrustBundle.path']],
  ['[{podCertificate: {signerName: example.com/web, keyType: ED25519, credentialBundlePath: web.pem}}]', []],
  [
    '[{podCertificate: {signerName: example.com/web, keyType: RSA1024, keyPath: k}}]',
    ['FieldValueNotSupported .sources[0].podCertificate.keyType'],
  ],
  ['[{podCertificate: {signerName: example.com/web, keyType: ED25519}}]', ['FieldValueRequired .sources[0].podCertificate']],
  [
    '[{podCertificate: {signerName: kubernetes.io/web, keyType: ED25519, keyPath: k, maxExpirationSeconds: 86401}}]',
    ['FieldValueInvalid .sources[0].podCertificate.maxExpirationSeconds'],
  ],
])('%s', (sources, causes) => {
  expect(causesOf(sources, '1.37')).toEqual(causes)
})

test('while their gates are off, bundles and certificates are dropped before anybody looks', () => {
  expect(causesOf('[{clusterTrustBundle: {path: ""}}, {podCertificate: {signerName: "", keyType: ""}}]', '1.36')).toEqual([])
})
