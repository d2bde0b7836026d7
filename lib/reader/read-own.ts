import { composeDocument, startComposing } from './compose.ts'
import { LIMITS, type Comment, type Range, type YamlDocument } from './node.ts'
import { Refusal } from './scan-state.ts'
import { splitDocuments } from './split.ts'

/** Reads every document of a text. Never throws: what cannot be read is an error of its document. */
export function readYaml(text: string): readonly YamlDocument[] {
  if (text.length > LIMITS.textLength) {
    return [{ index: 0, start: 0, end: text.length, comments: [], errors: [{ code: 'limit-size', strictOnly: false, message: 'larger than 16 MiB', start: 0, end: 0 }] }]
  }
  const documents: YamlDocument[] = []
  for (const range of splitDocuments(text)) {
    const document = readDocument(text, range, documents.length)
    if (document) documents.push(document)
  }
  return documents
}

const FORBIDDEN = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

function readDocument(text: string, { start, end }: Range, index: number): YamlDocument | undefined {
  const body = text.slice(start, end)
  const state = startComposing(body, start)
  const document = { index, start, end }
  try {
    const control = FORBIDDEN.exec(body)
    if (control) throw new Refusal('a control character, which YAML forbids', control.index)
    const root = composeDocument(state)
    if (!root) return undefined
    return { ...document, root, comments: commentsOf(body, state.scan.comments, start), errors: state.errors }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { code, message } = error
    return { ...document, comments: commentsOf(body, state.scan.comments, start), errors: [{ code, strictOnly: false, message, start: start + error.start, end: Math.min(start + error.end, end) }] }
  }
}

function commentsOf(body: string, places: readonly number[], base: number): Comment[] {
  const comments: Comment[] = []
  for (let index = 0; index < places.length; index += 2) {
    const start = places[index]
    let before = start
    while (before > 0 && ' \t\ufeff'.includes(body[before - 1])) before--
    const ownLine = before === 0 || '\n\r'.includes(body[before - 1])
    comments.push({ start: base + start, end: base + places[index + 1], text: body.slice(start + 1, places[index + 1]).trim(), ownLine })
  }
  return comments
}
