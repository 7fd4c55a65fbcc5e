import type { ChartKind } from '@cg/contract/chart'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { NumberFormat } from '@cg/domain/number/number-format'
import { spokenUnit } from '@cg/domain/number/number-format'
import { withLate } from '../late.ts'
import { captionParts, releaseParts, toldRows } from '../lines.ts'
import type { ChartBody, ChartModel, ChartTable } from '../model.ts'
import type { Title } from '../titles.ts'

export type IndicatorFrame = {
  readonly kind: ChartKind
  readonly view: string
  readonly title: Title
  readonly neutralTitle: string
  readonly subtitle: string
  readonly body: ChartBody
  readonly table: () => ChartTable
  readonly records: () => ChartTable
  readonly ranking?: () => ChartTable | null
  readonly notes?: readonly string[]
  readonly methods?: readonly string[]
}

export function indicatorFormat(facts: IndicatorFacts): NumberFormat {
  return { unit: spokenUnit(facts.indicator.unit), decimals: facts.indicator.decimals }
}

/** What all charts of one indicator share. */
export function indicatorModel(facts: IndicatorFacts, frame: IndicatorFrame): ChartModel {
  const { indicator, release } = facts
  const model = {
    kind: frame.kind,
    title: frame.title.text,
    neutralTitle: frame.neutralTitle,
    titleSource: frame.title.source,
    claim: frame.title.claim,
    ...captionParts(release, {
      subtitle: frame.subtitle,
      source: indicator.source,
      definition: indicator.definition,
      notes: [...facts.notes, ...(frame.notes ?? [])],
      methods: frame.methods ?? [],
    }),
    ...releaseParts(release),
    body: frame.body,
    file: { period: release.period, subject: indicator.name, view: frame.view, release: release.code },
  }
  const tables = withLate(model, {
    table: frame.table,
    records: frame.records,
    ranking: frame.ranking ?? (() => null),
  })
  return withLate(tables, {
    altText: () => {
      const told = toldRows(tables.table.rows, (row) => row.map((cell) => cell.text).join(' '), '；')
      return `${frame.title.text}。${frame.subtitle}。${told}`
    },
  })
}
