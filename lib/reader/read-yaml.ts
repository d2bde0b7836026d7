import { FORBIDDEN_CHARACTER } from './characters.ts'
import { ComposeFault, Composer } from './composer.ts'
import { LIMITS, type Range, type ReadError, type YamlDocument } from './node.ts'
import { Parser } from './parser.ts'
import { Scanner } from './scanner.ts'
import { splitDocuments } from './split.ts'
import { SyntaxFault } from './token.ts'

/** Reads every document of a text as the API server's YAML reader does. Never throws: what cannot be read is an error of its document. */
export function readYaml(text: string): readonly YamlDocument[] {
  if (text.length > LIMITS.textLength) {
    return [
      {
        index: 0,
        start: 0,
        end: text.length,
        comments: [],
        errors: [{ code: 'limit-size', strictOnly: false, message: 'larger than 16 MiB', start: 0, end: 0 }],
      },
    ]
  }
  const documents: YamlDocument[] = []
  for (const range of splitDocuments(text)) {
    const document = readDocument(text, range, documents.length)
    if (document) documents.push(document)
  }
  return documents
}

/** `undefined` for a document of blanks and comments only. */
function readDocument(text: string, { start, end }: Range, index: number): YamlDocument | undefined {
  const scanner = new Scanner(text, start, end)
  const composer = new Composer()
  try {
    const bad = FORBIDDEN_CHARACTER.exec(start === 0 && end === text.length ? text : text.slice(start, end))
    if (bad)
      scanner.fail(
        `a control character (U+${bad[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}) cannot stand in YAML`,
        start + bad.index,
      )
    const root = new Parser(scanner, composer).document()
    if (!root) return undefined
    const document = { index, start, end, root, comments: scanner.comments, errors: composer.errors }
    return composer.repeatsKeys ? { ...document, repeatsKeys: true } : document
  } catch (error) {
    if (error instanceof SyntaxFault) return { index, start, end, comments: scanner.comments, errors: [faultOf(error)] }
    throw error
  }
}

function faultOf(fault: SyntaxFault): ReadError {
  const { message, start, end } = fault
  return { code: fault instanceof ComposeFault ? fault.code : 'syntax', strictOnly: false, message, start, end }
}
