import type { ChartModel } from '../model.ts'
import type { PackContent, PackMeasure, PackPage } from './pack-model.ts'

/** What the composite is called in every table that has it. */
const scoreName = '综合得分'

/** The measures that a material's pages name, in the order of the catalogue (`known`), the score before them. */
export function measuresOf(pages: readonly PackPage[], known: readonly PackMeasure[]): PackMeasure[] {
  const longestFirst = known.map(({ name }) => name).toSorted((left, right) => right.length - left.length)
  const named = new Set(pages.flatMap(({ content }) => namesIn(content, longestFirst)))
  const score = pages
    .flatMap(({ content }) => modelsOf(content))
    .find(({ table, lines }) => table.columns.some(({ header }) => header === scoreName) && lines.definition !== '')
  const scored = score === undefined ? [] : [measureOf(score)]
  const own = known.filter(({ name }) => named.has(name))
  return [...scored, ...own.map(({ name, definition, source }) => ({ name, definition, source }))]
}

/** A chart of the score says itself how it is computed. */
function measureOf({ lines }: ChartModel): PackMeasure {
  const bare = (line: string): string => line.replace(/^(?:口径|数据来源)：/u, '')
  return { name: scoreName, definition: bare(lines.definition), source: bare(lines.source) }
}

export function modelsOf(content: PackContent): ChartModel[] {
  if (content.kind === 'chart' || content.kind === 'table') return [content.model]
  return content.kind === 'two-charts' ? [content.left, content.right] : []
}

/** Names that are a cell or a head of a table, and those within a sentence: there a short one is not found in a longer. */
function namesIn(content: PackContent, longestFirst: readonly string[]): string[] {
  const models = modelsOf(content)
  const cells = models.flatMap(({ table }) => [
    ...table.columns.map(({ header }) => header),
    ...table.rows.flatMap((row) => row.map(({ text }) => text)),
  ])
  const told = content.kind === 'two-charts' ? (content.told?.items ?? []) : []
  const lists = content.kind === 'words' ? content.lists.flatMap(({ items }) => items) : []
  let rest = [...models.map(({ lines }) => lines.subtitle), ...told, ...lists].join('\n')
  return longestFirst.filter((name) => {
    const isSaid = rest.includes(name)
    if (isSaid) rest = rest.replaceAll(name, '')
    return isSaid || cells.includes(name)
  })
}
