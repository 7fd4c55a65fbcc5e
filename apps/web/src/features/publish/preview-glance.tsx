import { placeWords } from '@cg/domain/claim/words'
import { formatResult, formatValue } from '@cg/domain/number/number-format'
import { useQuery } from '@tanstack/react-query'
import { lightWords } from '../../shared/measure-words.ts'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import type { Tone } from '../../ui/status-chip.tsx'
import { overviewQuery } from '../../shared/answers.ts'
import { PreviewPages } from './preview-pages.tsx'

const tones: Record<'met' | 'near' | 'late', Tone> = { met: 'good', near: 'near', late: 'late' }

/** The figures leaders would see first, from the preview itself, and the way to all its pages. */
export function PreviewGlance({ code }: { code: string }) {
  const { data, error, refetch } = useQuery(overviewQuery(code))
  if (error !== null) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  const score = data.rankings[0]
  return (
    <div className="glance">
      <PreviewPages code={code} />
      <ul className="glance-cards">
        {data.cards.map(({ indicator, fact }) => (
          <li key={indicator.code}>
            <span>{indicator.name}</span>
            <b>
              {formatResult(fact, indicator)}
              <small>{fact.value === null ? '' : indicator.unit}</small>
            </b>
            {fact.light !== null && <StatusChip tone={tones[fact.light]}>{lightWords[fact.light]}</StatusChip>}
          </li>
        ))}
      </ul>
      {score !== undefined && (
        <DataTable
          name="glance"
          caption={`${score.measure.name}（试看）`}
          isDense
          rows={order(score.rank)}
          rowKey={(at) => score.units.code[at] ?? String(at)}
          columns={[
            {
              key: 'rank',
              header: '位次',
              cell: (at) => (score.rank[at] == null ? '—' : placeWords(score.rank[at], score.isTied[at] ?? false)),
            },
            { key: 'unit', header: '区县', isRowHeader: true, cell: (at) => score.units.name[at] },
            {
              key: 'value',
              header: score.measure.name,
              align: 'right',
              cell: (at) =>
                score.value[at] == null
                  ? (score.unrankedReason[at] ?? '—')
                  : formatValue(score.value[at], score.measure),
            },
            { key: 'before', header: '上期位次', align: 'right', cell: (at) => score.previousRank[at] ?? '—' },
          ]}
        />
      )}
    </div>
  )
}

/** Unit positions by rank, the unranked last in protocol order. */
function order(ranks: readonly (number | null)[]): number[] {
  return ranks
    .map((_, at) => at)
    .toSorted((left, right) => (ranks[left] ?? Infinity) - (ranks[right] ?? Infinity) || left - right)
}
