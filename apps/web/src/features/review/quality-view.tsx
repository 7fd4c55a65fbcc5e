import type { FilingQuality, ReviewQuality } from '@cg/contract/review'
import { formatPeriod, formatShare } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useQuery } from '@tanstack/react-query'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { QuarterChoice } from './quarter-choice.tsx'
import { qualityQuery } from './queries.ts'

/** How each reporter files a quarter: in time, whole, right at once, and how often forms went back (B6). */
export function QualityView({ quarter }: { quarter: string | null }) {
  const { data, error, refetch } = useQuery(qualityQuery(quarter))
  if (error !== null) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  return (
    <>
      <QuarterChoice shown={data.period} view="quality">
        {standingWords(data)}
      </QuarterChoice>
      <Reporters title="部门填报" kind="department" quality={data} />
      <Reporters title="区县填报" kind="unit" quality={data} />
      <p className="review-hint">
        及时率＝截止前首次报送的表÷已到期或已报送的表；完整率＝已报送的表中填了的数据÷应填数据；一次通过率＝没有退回过即通过的表÷已审核（通过或退回过）的表。延期以批准的时间为截止。
      </p>
    </>
  )
}

/** What is counted here moves until the quarter is published. */
function standingWords({ release, overall, period }: ReviewQuality): string {
  if (release !== null) return `${formatPeriod(parsePeriod(period))}已发布；计入报告的以 ${release} 为准`
  if (overall.due === 0) return '还没有到期或已报送的表'
  return `已到期或已报送 ${overall.due} 张，及时 ${overall.onTime} 张，一次通过 ${overall.clean} 张，退回 ${overall.returns} 次`
}

const share = (quotient: number | null): string => (quotient === null ? '—' : formatShare(quotient))

function Reporters(props: { title: string; kind: FilingQuality['kind']; quality: ReviewQuality }) {
  const { title, kind, quality } = props
  const rows = quality.reporters.filter((one) => one.kind === kind)
  if (rows.length === 0) return null
  const rate = (key: 'timeliness' | 'completeness' | 'firstPassRate', header: string) => ({
    key,
    header,
    align: 'right' as const,
    sortValue: (one: FilingQuality) => one[key],
    cell: (one: FilingQuality) => share(one[key]),
  })
  return (
    <section className="review-section">
      <h2>{title}</h2>
      <div className="review-card">
        <DataTable
          name={`quality-${kind}`}
          caption={`${title}的报送质量`}
          rows={rows}
          rowKey={(one) => one.code}
          columns={[
            { key: 'name', header: '单位', isRowHeader: true, cell: (one) => one.name },
            { key: 'due', header: '应报', align: 'right', sortValue: (one) => one.due, cell: (one) => one.due },
            rate('timeliness', '及时率'),
            rate('completeness', '完整率'),
            rate('firstPassRate', '一次通过率'),
            {
              key: 'returns',
              header: '退回次数',
              align: 'right',
              sortValue: (one) => one.returns,
              cell: (one) => one.returns,
            },
          ]}
        />
      </div>
    </section>
  )
}
