import { readdirSync, readFileSync } from 'node:fs'
import ts from 'typescript'

/** A place in the code that refuses a prop, and the beginning of what it says: text in which the values are left open. */
export interface Refusal {
  readonly file: string
  readonly says: string
  readonly pattern: RegExp
}

const folder = new URL('../../lib/constructs/', import.meta.url)

/** The parts of a text or template that are written down; `undefined` for what is only known when it runs. */
function parts(node: ts.Expression): readonly (string | undefined)[] {
  if (ts.isStringLiteralLike(node)) return [node.text]
  if (ts.isTemplateExpression(node)) return [node.head.text, ...node.templateSpans.flatMap(({ literal }) => [undefined, literal.text])]
  return [undefined]
}

/** Every call of `refuse` in the constructs. */
export function refusals(): readonly Refusal[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && name !== 'refuse.ts')
    .flatMap((file) => {
      const source = ts.createSourceFile(file, readFileSync(new URL(file, folder), 'utf8'), ts.ScriptTarget.Latest, true)
      const found: Refusal[] = []
      const visit = (node: ts.Node): void => {
        if (ts.isCallExpression(node) && node.expression.getText() === 'refuse') {
          const [property, bound] = node.arguments
          const all = [...parts(property), ' must be ', ...parts(bound), ', so that ']
          const escaped = all.map((part) => (part === undefined ? '.*' : part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)))
          found.push({ file, says: all.map((part) => part ?? '…').join(''), pattern: new RegExp(`^${escaped.join('')}`, 's') })
        }
        ts.forEachChild(node, visit)
      }
      visit(source)
      return found
    })
}
