// What the sources of lib/constructs say about the exported classes: docstrings, props, types, refusals, scripts.
import { readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'

const kebab = (name) => name.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase()

/** Every exported class: constructs first, then values, each in the order of their names. */
export function readConstructs(ts, root) {
  const folder = join(root, 'lib/constructs')
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts'))
  const sources = new Map(
    files.map((name) => [
      name,
      ts.createSourceFile(join(folder, name), readFileSync(join(folder, name), 'utf8'), ts.ScriptTarget.Latest, true),
    ]),
  )
  const exported = exportedNames(ts, sources.get('index.ts'))
  const declarations = new Map()
  for (const source of sources.values())
    for (const node of source.statements)
      if ((ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isClassDeclaration(node)) && node.name)
        declarations.set(node.name.text, node)
  const classes = [...exported]
    .map((name) => declarations.get(name))
    .filter((node) => node && ts.isClassDeclaration(node) && node.name.text !== 'PropError')
  const isConstruct = (node) => node.heritageClauses?.some((clause) => clause.getText().includes('Construct')) ?? false
  const reach = readDeclarations(ts, sources)
  const placeOf = (node) => `${basename(node.getSourceFile().fileName)}#${node.name.text}`
  const places = classes.map(placeOf)
  return classes
    .map((node) => {
      const own = reachable(ts, reach, placeOf(node), (to) => places.includes(to))
      return {
        name: node.name.text,
        page: `${kebab(node.name.text)}.md`,
        kind: isConstruct(node) ? 'construct' : 'value',
        ...docOf(ts, node),
        props: isConstruct(node) ? propsOf(ts, node, declarations) : [],
        functions: isConstruct(node) ? [] : functionsOf(ts, node),
        types: typesOf(ts, node, declarations),
        refusals: own.flatMap((part) => refusalsOf(ts, part)),
        scripts: scriptsOf(ts, own),
      }
    })
    .sort((a, b) => a.kind.localeCompare(b.kind) || a.name.localeCompare(b.name))
}

function exportedNames(ts, index) {
  return new Set(
    index.statements.flatMap((node) =>
      ts.isExportDeclaration(node) && node.exportClause && ts.isNamedExports(node.exportClause)
        ? node.exportClause.elements.map(({ name }) => name.text)
        : [],
    ),
  )
}

/** Every declaration at the top of a file, and what the names that it uses stand for: `file#name`. Types lead nowhere. */
function readDeclarations(ts, sources) {
  const all = new Map()
  for (const [file, source] of sources) {
    const names = new Map()
    for (const node of source.statements) {
      if (
        ts.isImportDeclaration(node) &&
        !node.importClause?.isTypeOnly &&
        node.moduleSpecifier.text.startsWith('./') &&
        node.importClause?.namedBindings?.elements
      )
        for (const { name, isTypeOnly } of node.importClause.namedBindings.elements)
          if (!isTypeOnly) names.set(name.text, `${node.moduleSpecifier.text.slice(2)}#${name.text}`)
      for (const name of declaredNames(ts, node)) names.set(name, `${file}#${name}`)
    }
    for (const node of source.statements) for (const name of declaredNames(ts, node)) all.set(`${file}#${name}`, { file, node, names })
  }
  return all
}

function declaredNames(ts, node) {
  if (ts.isVariableStatement(node)) return node.declarationList.declarations.map(({ name }) => name.getText())
  return (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) && node.name ? [node.name.text] : []
}

/** What a class comes to use, other exported classes left to their own pages; with the name of the prop where a function is told it. */
function reachable(ts, declarations, start, isStop) {
  const found = new Map([[start, { ...declarations.get(start), property: undefined }]])
  for (const { node, names, property } of found.values()) {
    const visit = (child) => {
      if (ts.isIdentifier(child) && names.has(child.text) && child.parent.name !== child) {
        const to = names.get(child.text)
        const call = ts.isCallExpression(child.parent) && child.parent.expression === child ? child.parent : undefined
        const [first] = call?.arguments ?? []
        const told = first && (ts.isStringLiteralLike(first) ? first.text : first.getText() === 'property' ? property : undefined)
        const key = `${to} ${told ?? ''}`
        if (declarations.has(to) && !isStop(to) && !found.has(key)) found.set(key, { ...declarations.get(to), property: told })
      }
      ts.forEachChild(child, visit)
    }
    visit(node)
  }
  return [...found.values()]
}

const oneLine = (text) => text?.replaceAll(/\s*\n\s*(?!\n)/g, ' ').trim()

/** The words of a docstring: paragraphs, default, example. */
export function docOf(ts, node) {
  const doc = node.jsDoc?.at(-1)
  const tag = (name) => ts.getTextOfJSDocComment(doc?.tags?.find(({ tagName }) => tagName.text === name)?.comment)
  const text = ts.getTextOfJSDocComment(doc?.comment) ?? ''
  return {
    text: text
      .split(/\n\s*\n/)
      .map(oneLine)
      .join('\n\n'),
    fallback: oneLine(tag('default')),
    example: exampleOf(doc?.getText()),
  }
}

/** The comment of the parser loses the indentation of code. */
function exampleOf(comment) {
  const [, text] = /@example\n([\s\S]*?)(?:\n\s*\*\s*@|\s*\*\/)/.exec(comment ?? '') ?? []
  return text
    ?.split('\n')
    .map((line) => line.replace(/^\s*\* ?/, ''))
    .join('\n')
    .trim()
}

const memberOf = (ts, member) => ({
  name: member.name.getText(),
  type: (member.type?.getText() ?? '')
    .replaceAll(/\s*\/\*\*[\s\S]*?\*\/\s*/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll('readonly ', ''),
  required: !member.questionToken,
  ...docOf(ts, member),
})

/** The interfaces that the constructor takes; a union is several. */
function propsOf(ts, node, declarations) {
  const parameter = node.members.find(ts.isConstructorDeclaration)?.parameters[2]
  const named = (type) => {
    const declaration = declarations.get(type.getText())
    if (declaration && ts.isTypeAliasDeclaration(declaration))
      return ts.isUnionTypeNode(declaration.type) ? declaration.type.types.flatMap(named) : named(declaration.type)
    return declaration && ts.isInterfaceDeclaration(declaration) ? [interfaceOf(ts, declaration)] : []
  }
  return parameter ? named(parameter.type) : []
}

function interfaceOf(ts, declaration) {
  return {
    name: declaration.name.text,
    ...docOf(ts, declaration),
    inherited: declaration.heritageClauses?.flatMap((clause) => clause.types.map((type) => type.getText())) ?? [],
    members: declaration.members.filter(ts.isPropertySignature).map((member) => memberOf(ts, member)),
  }
}

function functionsOf(ts, node) {
  return node.members
    .filter(
      (member) =>
        ts.isMethodDeclaration(member) &&
        !ts.isPrivateIdentifier(member.name) &&
        member.jsDoc &&
        !/\bprivate\b/.test(member.getText().split('(')[0]),
    )
    .map((member) => ({
      name: member.name.getText(),
      isStatic: member.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) ?? false,
      parameters: member.parameters.map(
        (parameter) =>
          `${ts.isIdentifier(parameter.name) ? parameter.name.text : 'options'}${parameter.initializer || parameter.questionToken ? '?' : ''}: ${parameter.type.getText().replaceAll(/\s+/g, ' ').replaceAll('readonly ', '')}`,
      ),
      ...docOf(ts, member),
    }))
}

/** The interfaces and unions of ours that props and functions speak of, in the order in which they come. */
function typesOf(ts, node, declarations) {
  const found = new Map()
  const props = new Set()
  const visit = (from) => {
    const walk = (child) => {
      if (ts.isTypeReferenceNode(child) || ts.isExpressionWithTypeArguments(child)) {
        const name = (child.typeName ?? child.expression).getText()
        const declaration = declarations.get(name)
        const isOurs = declaration && !ts.isClassDeclaration(declaration) && !['ScheduledJobProps', 'CommonJobProps'].includes(name)
        if (isOurs && !found.has(name) && !props.has(name)) {
          found.set(name, declaration)
          visit(declaration)
        }
      }
      ts.forEachChild(child, walk)
    }
    ts.forEachChild(from, walk)
  }
  for (const { name } of propsOf(ts, node, declarations)) {
    props.add(name)
    visit(declarations.get(name))
  }
  if (props.size === 0)
    for (const member of node.members.filter(
      (one) => ts.isMethodDeclaration(one) && one.jsDoc && !one.jsDoc.some((doc) => doc.getText().includes('@internal')),
    ))
      for (const parameter of member.parameters) visit(parameter)
  return [...found.values()].map((declaration) =>
    ts.isInterfaceDeclaration(declaration)
      ? interfaceOf(ts, declaration)
      : {
          name: declaration.name.text,
          ...docOf(ts, declaration),
          alias: declaration.type
            .getText()
            .replaceAll(/\s*\/\*\*[\s\S]*?\*\/\s*/g, ' ')
            .replaceAll(/\s+/g, ' ')
            .replaceAll('readonly ', ''),
          members: [],
          inherited: [],
        },
  )
}

/** Property, bound and reason of every call of `refuse`; `…` for what is only known when it runs. */
function refusalsOf(ts, { node: declaration, property: told }) {
  const found = []
  const textOf = (node) => {
    if (ts.isStringLiteralLike(node)) return node.text
    if (ts.isTemplateExpression(node))
      return (
        node.head.text +
        node.templateSpans
          .map(({ expression, literal }) => `${expression.getText() === 'property' && told ? told : '…'}${literal.text}`)
          .join('')
      )
    if (ts.isConditionalExpression(node)) return `${textOf(node.whenTrue)} (or: ${textOf(node.whenFalse)})`
    return node.getText() === 'property' ? told : undefined
  }
  const visit = (node) => {
    if (ts.isCallExpression(node) && node.expression.getText() === 'refuse') {
      const [property, bound, reason] = node.arguments.map(textOf)
      found.push({ property, bound, reason })
    }
    ts.forEachChild(node, visit)
  }
  visit(declaration)
  return found
}

/** The scripts that declarations name. */
function scriptsOf(ts, parts) {
  const found = new Set()
  const visit = (node) => {
    if (ts.isStringLiteralLike(node) && /^[a-z-]+\.sh$/.test(node.text)) found.add(node.text)
    ts.forEachChild(node, visit)
  }
  for (const { node, file } of parts) if (file !== 'script.ts') visit(node)
  found.delete('say.sh')
  return [...found].sort()
}
