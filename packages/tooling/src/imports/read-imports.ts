import { parseSync, Visitor } from 'oxc-parser'

/** `specifier` is null where the code computes it, so that no rule can judge it. */
export type FoundImport = { readonly specifier: string | null; readonly line: number }
export type ReadResult = { readonly imports: readonly FoundImport[]; readonly errors: readonly string[] }

type Node = { readonly type: string; readonly start: number; readonly value?: unknown }

/** Every way a file names another module: import, export from, import(), import types, require, import.meta.resolve. */
export function readImports(path: string, text: string): ReadResult {
  const { program, errors } = parseSync(path, text)
  const imports: FoundImport[] = []
  const add = (source: Node | null | undefined): void => {
    if (source === null || source === undefined) return
    const specifier = source.type === 'Literal' && typeof source.value === 'string' ? source.value : null
    imports.push({ specifier, line: lineAt(text, source.start) })
  }
  new Visitor({
    ImportDeclaration: (node) => add(node.source),
    ExportNamedDeclaration: (node) => add(node.source),
    ExportAllDeclaration: (node) => add(node.source),
    ImportExpression: (node) => add(node.source),
    TSImportType: (node) => add(node.source),
    TSExternalModuleReference: (node) => add(node.expression),
    CallExpression: (node) => {
      if (loaders.test(text.slice(node.callee.start, node.callee.end))) add(node.arguments[0])
    },
  }).visit(program)
  return { imports, errors: errors.map((error) => error.message) }
}

const loaders = /^(require|require\.resolve|import\.meta\.resolve|process\.getBuiltinModule)$/

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}
