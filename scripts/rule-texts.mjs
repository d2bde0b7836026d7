// Linting needs a rule's check, not its documentation: the bundle that starts leaves texts and examples out.
import { readFileSync } from 'node:fs'
import ts from 'typescript'

const TEXTS = new Set(['rationale', 'references', 'good', 'bad', 'whyOften'])

/** An esbuild plugin: drops the documentation properties of the object given to `defineRule`. */
export const withoutRuleTexts = {
  name: 'without-rule-texts',
  setup(build) {
    build.onLoad({ filter: /[\\/]policies[\\/].*\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8')
      return { contents: strip(text, path), loader: 'ts' }
    })
  },
}

function strip(text, path) {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const cuts = []
  const visit = (node) => {
    if (
      ts.isCallExpression(node) &&
      node.expression.getText() === 'defineRule' &&
      node.arguments[0] &&
      ts.isObjectLiteralExpression(node.arguments[0])
    ) {
      const { properties } = node.arguments[0]
      properties.forEach((property, index) => {
        if (!property.name || !TEXTS.has(property.name.getText())) return
        const next = properties[index + 1]
        cuts.push([property.getFullStart(), next ? next.getFullStart() : properties.end])
      })
      return
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return cuts.reverse().reduce((rest, [start, end]) => rest.slice(0, start) + rest.slice(end), text)
}
