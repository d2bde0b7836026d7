import { fileURLToPath } from 'node:url'
import ts from 'typescript'

/*
 * The public types of the constructs as the type checker sees them: whether a prop of a path exists, which props there are.
 */
const entry = fileURLToPath(new URL('../../lib/constructs/index.ts', import.meta.url))
const program = ts.createProgram([entry], {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
  noEmit: true,
  types: ['node'],
})
const checker = program.getTypeChecker()
const exported = new Map(
  checker
    .getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(entry) as ts.SourceFile) as ts.Symbol)
    .map((symbol) => [symbol.name, symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol]),
)

/** The type of a prop at a path; of a list or map its elements, of a union any of its parts. */
function at(type: ts.Type, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined) return true
  const plain = checker.getNonNullableType(type)
  if (plain.isUnion()) return plain.types.some((part) => at(part, [name, ...rest]))
  if (checker.isArrayLikeType(plain)) return at(checker.getIndexTypeOfType(plain, ts.IndexKind.Number) as ts.Type, [name, ...rest])
  const symbol = plain.getProperty(name)
  const element = checker.getIndexTypeOfType(plain, ts.IndexKind.String)
  if (!symbol && element) return at(element, [name, ...rest])
  return symbol !== undefined && at(checker.getTypeOfSymbol(symbol), rest)
}

/** The props of a construct, as its constructor takes them. */
function propsOf(construct: string): ts.Type {
  const declaration = exported.get(construct)?.valueDeclaration
  if (!declaration || !ts.isClassDeclaration(declaration)) throw new Error(`${construct} is no exported class`)
  const maker = declaration.members.find(ts.isConstructorDeclaration)
  return checker.getTypeAtLocation(maker?.parameters[2] as ts.ParameterDeclaration)
}

/** Whether `database.host` is a prop of a construct, or `Schedule.daily().timeZone` an option of a value's function. */
export function isAnswer(construct: string, answer: string): boolean {
  const call = /^([A-Z]\w+)\.(\w+)\(\)(?:\.([\w.]+))?$/.exec(answer)
  if (!call) return at(propsOf(construct), answer.split('.'))
  const [, name, member, option] = call
  const declaration = exported.get(name)?.valueDeclaration
  if (!declaration || !ts.isClassDeclaration(declaration)) return false
  const method = declaration.members.find(
    (candidate): candidate is ts.MethodDeclaration => ts.isMethodDeclaration(candidate) && candidate.name.getText() === member,
  )
  if (!method) return false
  return option === undefined || method.parameters.some((parameter) => at(checker.getTypeAtLocation(parameter), option.split('.')))
}
