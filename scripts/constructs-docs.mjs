// Writes docs/constructs/<construct>.md from the docstrings of lib/constructs: what it is for, and each prop with its reason and default.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = `${root}lib/constructs`
const kebab = (name) => name.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase()
const docOf = (node) => {
  const [doc] = node.jsDoc ?? []
  const comment = ts.getTextOfJSDocComment(doc?.comment) ?? ''
  const fallback = ts.getTextOfJSDocComment(doc?.tags?.find((tag) => tag.tagName.text === 'default')?.comment)
  return { text: comment.replaceAll('\n', ' '), fallback: fallback?.replaceAll('\n', ' ') }
}

mkdirSync(`${root}docs/constructs`, { recursive: true })
for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts'))) {
  const source = ts.createSourceFile(file, readFileSync(`${folder}/${file}`, 'utf8'), ts.ScriptTarget.Latest, true)
  const construct = source.statements.find(
    (node) => ts.isClassDeclaration(node) && node.heritageClauses?.some((clause) => clause.getText().includes('Construct')),
  )
  if (!construct) continue
  const lines = [`# ${construct.name.text}`, '', docOf(construct).text, '']
  for (const props of source.statements.filter((node) => ts.isInterfaceDeclaration(node) && node.name.text.endsWith('Props'))) {
    lines.push(`## ${props.name.text}`, '')
    const inherited = props.heritageClauses?.flatMap((clause) => clause.types.map((type) => type.getText())) ?? []
    if (inherited.length > 0) lines.push(`Beside these, the props of ${inherited.map((name) => `\`${name}\``).join(', ')}.`, '')
    for (const prop of props.members) {
      const { text, fallback } = docOf(prop)
      const type = prop.type.getText().replaceAll(/\s+/g, ' ')
      lines.push(
        `- \`${prop.name.getText()}\` (\`${type}\`${prop.questionToken ? '' : ', required'}) ${text}${fallback === undefined ? '' : ` Default: ${fallback}.`}`.trimEnd(),
      )
    }
    lines.push('')
  }
  writeFileSync(`${root}docs/constructs/${kebab(construct.name.text)}.md`, lines.join('\n'))
}
