import './appraisal.css'
import type { AppraisalList } from '@cg/contract/appraisal'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { useTitle } from '../../shared/use-title.ts'
import { PageHead } from '../../ui/page.tsx'
import { EmptyState, LoadingState } from '../../ui/states.tsx'
import { OpenPanel } from './open-panel.tsx'
import { appraisalsQuery } from './queries.ts'
import { ScoringPanel } from './scoring-panel.tsx'

/** 定性评分: the office names scorers and a scale, each scores for himself, the mean goes into the form. */
export function AppraisalPage() {
  useTitle('定性评分')
  const { data, error, refetch } = useQuery(appraisalsQuery)
  const client = useQueryClient()
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  const take = (list: AppraisalList) => client.setQueryData(appraisalsQuery.queryKey, list)
  return (
    <>
      <PageHead
        title={headline(data)}
        subtitle="不能用台账数出来的事项，由几名评分人对照写明的标准各自评分；截止前互不可见，截止后取平均数写入报表，照常审核和发布。"
      />
      <div className="stack">
        {data.items.map((item) => (
          <ScoringPanel key={item.id} item={item} people={data.people} onList={take} />
        ))}
        {data.items.length === 0 && !data.mayOpen && (
          <EmptyState title="没有请您评分的事项">
            产改办请您作评分人后，这里列出要评的数据项、评分标准和各区县，消息里也会提醒。
          </EmptyState>
        )}
        {data.mayOpen && data.candidates.length > 0 && <OpenPanel data={data} onList={take} />}
        {data.mayOpen && data.candidates.length === 0 && <NoCandidates hasScorings={data.items.length > 0} />}
      </div>
    </>
  )
}

function headline({ items }: AppraisalList): string {
  const own = items.filter(({ may }) => may.includes('score'))
  if (own.length > 0) {
    const left = own.flatMap(({ units }) => units.filter(({ mine, barred }) => mine === null && barred === null)).length
    return left === 0 ? '定性评分：您的评分已全部给出' : `定性评分：还有${left}个区县等您评分`
  }
  const [open, shut] = (['open', 'shut'] as const).map((state) => items.filter((one) => one.state === state).length)
  return `定性评分：评分中${open}项，待写入${shut}项`
}

function NoCandidates({ hasScorings }: { hasScorings: boolean }) {
  return (
    <EmptyState title={hasScorings ? '填报中的季度没有别的可评分数据项' : '还没有可评分的数据项'}>
      <p>可以评分的，是填报中季度的报表里以“分”为单位、逐区县填报、不分组的数据项。内置目录里没有这样的数据项。</p>
      <p>先由发布人或系统管理员增加一个单位为“分”的数据项，从填报中的季度起使用，再到这里组织评分。</p>
      <p>
        <Link to="/admin" search={{ part: 'catalogue' }}>
          到指标目录增加 →
        </Link>
      </p>
    </EmptyState>
  )
}
