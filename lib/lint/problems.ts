import { judge, type Json, type Problem } from '../kubernetes/index.ts'
import { editedDocument, isUnknown, knownScalar, readManifestFile, toKnownValue, type Manifest } from '../manifest/index.ts'
import type { FindingFix } from './finding.ts'
import type { OpenFile } from './place.ts'
import type { Session } from './session.ts'

/** What the API server would say of an object, as far as its values are known; `json` is the object with them. */
export function problemsOf(
  { text }: Pick<OpenFile, 'text'>,
  manifest: Manifest,
  { minor }: Pick<Session, 'minor'>,
  json: Json = toKnownValue(manifest, text),
): readonly Problem[] {
  return judge(manifest.root, {
    minor,
    ...(manifest.repeatsKeys ? {} : { json }),
    partial: manifest.shape === 'patch',
    excerpt: manifest.fenced === true,
    encrypted: manifest.encrypted,
    isUnknown: (scalar, path) => isUnknown(manifest, scalar, path),
    ...(text.includes('${') ? { resolve: (scalar, path) => knownScalar(manifest, scalar, path) } : {}),
  })
}

/** True where the server would have less to say afterwards: a field that is moved to where it is refused as well is no fix. */
export function mends(file: OpenFile, manifest: Manifest, fix: FindingFix, before: number, session: Session): boolean {
  const edited = editedDocument(file.text, manifest, fix.edits)
  if (!edited) return false
  const options = { markdown: session.markdown, patch: manifest.shape === 'patch', whole: session.whole }
  const { manifests } = readManifestFile({ path: file.path, text: edited.text }, options)
  const after = manifests.find(({ document, item }) => document === edited.index && item === manifest.item)
  return after !== undefined && problemsOf(edited, after, session).length < before
}
