import type { ChartKind, ChartSpec } from '@cg/contract/chart'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { withLate } from '../late.ts'
import { captionParts, releaseParts, toldRows } from '../lines.ts'
import type { ChartBody, ChartModel } from '../model.ts'
import { dated, quarterWords } from '../observed.ts'
import type { Title } from '../titles.ts'
import { scoreNotes, zerosNotes } from '../ranking-rows.ts'
import type { RankingRow } from '../ranking-rows.ts'
import { measureFormat } from '../ranking-rows.ts'
import { placesTable, rankingRecords, rankingTable } from '../ranking-table.ts'
import { withoutEmptyParts } from '../parts.ts'

export type RankingFrame = {
  readonly kind: ChartKind
  readonly view: string
  readonly title: Title
  readonly neutralTitle: string
  readonly subtitle: string
  readonly body: ChartBody
  readonly rows: readonly RankingRow[]
  readonly notes?: readonly string[]
}

/** What all charts of a ranking share: lines, tables, file name, words for a screen reader. */
export function rankingModel(facts: RankingFacts, frame: RankingFrame): ChartModel {
  const { measure, release } = facts
  const model = {
    kind: frame.kind,
    title: frame.title.text,
    neutralTitle: frame.neutralTitle,
    titleSource: frame.title.source,
    claim: frame.title.claim,
    ...captionParts(release, {
      subtitle: frame.subtitle,
      source: measure.source,
      definition: measure.definition,
      notes: [...scoreNotes(facts), ...zerosNotes(facts), ...(frame.notes ?? [])],
      methods: facts.methods,
    }),
    ...releaseParts(release),
    body: frame.body,
    file: { period: release.period, subject: measure.name, view: frame.view, release: release.code },
  }
  return withLate(model, {
    table: () => rankingTable(facts, frame.rows),
    records: () => {
      const records = rankingRecords(facts, frame.rows)
      return facts.measure.kind === 'indicator' ? withoutEmptyParts(records) : records
    },
    ranking: () => placesTable(facts, frame.rows),
    altText: () => rankingAltText(facts, frame),
  })
}

/** Who is ranked: 各区县, or the towns of one of them. */
export function rankedWords({ within }: Pick<RankingFacts, 'within'>): string {
  return within === undefined ? '各区县' : `${within.shortName}各乡镇街道`
}

/** 产业工人技能培训覆盖率，2026年第三季度，% */
export function rankingSubtitle(facts: RankingFacts, spec: ChartSpec, what = ''): string {
  const scope = spec.group === undefined ? rankedWords(facts) : spec.group
  const quarter = quarterWords(facts.release.period, dated(facts.value, facts.carriedFrom))
  return [`${scope}${facts.measure.name}${what}`, quarter, measureFormat(facts).unit]
    .filter((part) => part !== '')
    .join('，')
}

function rankingAltText(facts: RankingFacts, frame: RankingFrame): string {
  const ranked = frame.rows.filter((row) => row.rank !== null)
  const apart = frame.rows.filter((row) => row.reason !== null)
  const told = toldRows(ranked, (row) => `第${row.rank}位${row.name}${row.figure.text}`, '，')
  const reasons = toldRows(apart, (row) => `${row.name}${row.reason}`, '，')
  return [frame.title.text, frame.subtitle, told, reasons].filter((part) => part !== '').join('。')
}
