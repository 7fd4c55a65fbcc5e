import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Visitor, parseSync } from 'oxc-parser'
import { isTestPath } from './imports/classify.ts'
import { lineAt } from './imports/read-imports.ts'
import { listFiles } from './repo.ts'

/** The room of the formatters. */
const room = 'packages/domain/src/number/'

/** What is no figure that somebody reads. */
export const drawnNumbers: readonly { readonly path: string; readonly why: string }[] = [
  { path: 'apps/web/src/charts/geometry.ts', why: 'Coordinates of an SVG path.' },
  {
    path: 'packages/export/src/slides/chart-series.ts',
    why: 'A fraction of the plot in Office XML, and the width of a text.',
  },
  { path: 'packages/export/src/workbook/form-layout.ts', why: 'A cell as it is read back, without an exponent.' },
]

const printers = new Set(['toFixed', 'toPrecision', 'toLocaleString', 'NumberFormat'])

/**
 * Numbers that are put into text beside the formatters: `toFixed` rounds the binary number (1.005 gives 1.00), a locale
 * groups digits by the machine it runs on, and a rounding before % rounds twice.
 */
export function checkNumbers(root: string): { seen: readonly string[]; problems: readonly string[] } {
  const seen = ['packages', 'apps']
    .flatMap((folder) => listFiles(root, folder))
    .filter((path) => /\.tsx?$/.test(path) && !isTestPath(path))
    .filter((path) => !path.startsWith(room) && !path.startsWith('packages/tooling/'))
  const found = new Map(seen.map((path) => [path, rawNumbers(path, readFileSync(join(root, path), 'utf8'))]))
  const stale = drawnNumbers.filter(({ path }) => (found.get(path) ?? []).length === 0)
  return {
    seen,
    problems: [
      ...[...found].flatMap(([path, problems]) => (drawnNumbers.some((one) => one.path === path) ? [] : problems)),
      ...stale.map(({ path }) => `${path} prints no number by hand any more: take it off the list in raw-numbers.ts`),
    ],
  }
}

/** The places of one file that print a number by hand. */
export function rawNumbers(path: string, text: string): string[] {
  const found: number[] = []
  const readBack = new Set<number>()
  new Visitor({
    // Parents come before their children: Number(x.toPrecision(12)) takes binary noise off and prints nothing.
    CallExpression: ({ callee, arguments: [inner] }) => {
      if (callee.type !== 'Identifier' || callee.name !== 'Number' || inner?.type !== 'CallExpression') return
      const { callee: method } = inner
      if (method.type !== 'MemberExpression' || method.property.type !== 'Identifier') return
      if (method.property.name === 'toPrecision') readBack.add(method.start)
    },
    MemberExpression: ({ property, computed, start, object }) => {
      if (computed || readBack.has(start) || property.type !== 'Identifier' || !printers.has(property.name)) return
      const isOwn = property.name === 'NumberFormat' && !(object.type === 'Identifier' && object.name === 'Intl')
      if (!isOwn) found.push(start)
    },
    TemplateLiteral: ({ expressions, quasis, start }) => {
      const isRounded = expressions.some((one, at) => /^\s*[%％]/.test(quasis[at + 1]?.value.raw ?? '') && rounds(one))
      if (isRounded) found.push(start)
    },
  }).visit(parseSync(path, text).program)
  return [...new Set(found)].map(
    (at) => `${path}:${lineAt(text, at)} prints a number by hand: use @cg/domain/number/number-format`,
  )
}

function rounds(expression: { readonly type: string; readonly callee?: unknown }): boolean {
  const callee = expression.callee as { object?: { name?: string }; property?: { name?: string } } | undefined
  return expression.type === 'CallExpression' && callee?.object?.name === 'Math' && callee.property?.name === 'round'
}
