import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Visitor, parseSync } from 'oxc-parser'
import type { Expression, ObjectExpression, ObjectProperty } from 'oxc-parser'
import { isTestPath } from './imports/classify.ts'
import { lineAt } from './imports/read-imports.ts'
import { listFiles } from './repo.ts'

/** The one wrapper that may stand as a tooltip's formatter: it escapes what the function in it returns. */
export const escapingHelper = 'escapedFormatter'

const folders = ['packages/charts', 'packages/export', 'apps/web/src']
const formatterKey = /^(formatter|labelFormatter|pageFormatter)$/
const htmlTag = /<\/?[a-z]/i

/** ECharts sets what a formatter returns as HTML: a unit's or a person's name in it would run as a script. */
export function checkFormatters(root: string): { seen: readonly string[]; problems: readonly string[] } {
  const seen = folders
    .flatMap((folder) => listFiles(root, folder))
    .filter((path) => /\.tsx?$/.test(path) && !isTestPath(path))
  return { seen, problems: seen.flatMap((path) => rawFormatters(path, readFileSync(join(root, path), 'utf8'))) }
}

export function rawFormatters(path: string, text: string): string[] {
  const tooltips = new Set<ObjectExpression>()
  const raw: number[] = []
  const formatters: { start: number; end: number }[] = []
  const markup: number[] = []
  new Visitor({
    // Parents come before their children, so a tooltip is known when its formatter is met.
    ObjectExpression: (object) => {
      for (const property of properties(object)) {
        const { value, start } = property
        const key = keyOf(property) ?? ''
        if (key === 'tooltip' && value.type === 'ObjectExpression' && !isRichText(value)) tooltips.add(value)
        if (!formatterKey.test(key)) continue
        if (tooltips.has(object) && !isInert(value)) raw.push(start)
        else formatters.push(value)
      }
    },
    Literal: ({ value, start }) => {
      if (typeof value === 'string' && htmlTag.test(value)) markup.push(start)
    },
    TemplateElement: ({ value, start }) => {
      if (htmlTag.test(value.raw)) markup.push(start)
    },
  }).visit(parseSync(path, text).program)
  const writing = markup.filter((at) => formatters.some(({ start, end }) => at >= start && at < end))
  const advice = `use a template string, ${escapingHelper}(…) or renderMode: 'richText'`
  const problems = [
    ...raw.map((at) => `${path}:${lineAt(text, at)} a tooltip formatter without escaping: ${advice}`),
    ...writing.map((at) => `${path}:${lineAt(text, at)} a formatter that writes HTML: ${advice}`),
  ]
  return [...new Set(problems)]
}

function properties(object: ObjectExpression): ObjectProperty[] {
  return object.properties.filter((property) => property.type === 'Property')
}

function keyOf({ key }: ObjectProperty): string | undefined {
  if (key.type === 'Identifier') return key.name
  return key.type === 'Literal' && typeof key.value === 'string' ? key.value : undefined
}

function isRichText(tooltip: ObjectExpression): boolean {
  return properties(tooltip).some(
    (property) =>
      keyOf(property) === 'renderMode' && property.value.type === 'Literal' && property.value.value === 'richText',
  )
}

// ECharts escapes the names it puts in for {a}, {b}, {c} itself; ${…} in our own template it cannot.
function isInert(value: Expression): boolean {
  if (value.type === 'Literal') return true
  if (value.type === 'TemplateLiteral') return value.expressions.length === 0
  return value.type === 'CallExpression' && value.callee.type === 'Identifier' && value.callee.name === escapingHelper
}
