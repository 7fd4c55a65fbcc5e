import './matter.css'
import { matterActionNames, matterStateNames } from '@cg/contract/matter'
import type { Matter, MatterList } from '@cg/contract/matter'
import { formatDate, formatDateTime } from '@cg/domain/number/number-format'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { useTitle } from '../../shared/use-title.ts'
import { Button } from '../../ui/button.tsx'
import { PageHead } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { EmptyState, LoadingState } from '../../ui/states.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import type { Tone } from '../../ui/status-chip.tsx'
import { DecideDialog } from './decide-dialog.tsx'
import type { Asked } from './decide-dialog.tsx'
import { EntryPanel } from './entry-panel.tsx'
import { mattersQuery } from './queries.ts'

/** 加减分事项: a department enters them with evidence, other eyes accept or return them. */
export function MatterPage() {
  useTitle('加减分事项')
  const { data, error, refetch } = useQuery(mattersQuery)
  const [again, setAgain] = useState<Matter | null>(null)
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  return (
    <>
      <PageHead
        title={headline(data)}
        subtitle="部门报送、审核采纳后，从下一次发布起按计分方案加分、扣分或一票否决；已发布的季度须作更正发布才会改变。"
      />
      <div className="stack">
        {data.kinds.some(({ mayEnter }) => mayEnter) && (
          <EntryPanel key={again?.id ?? 'new'} data={data} again={again} onDone={() => setAgain(null)} />
        )}
        <Entered data={data} onAgain={setAgain} />
        <Kinds data={data} />
      </div>
    </>
  )
}

function headline({ items }: MatterList): string {
  const waiting = items.filter(({ state }) => state === 'submitted').length
  const accepted = items.filter(({ state }) => state === 'accepted').length
  return `加减分事项：待审核${waiting}件，已采纳${accepted}件`
}

const tones: Readonly<Record<Matter['state'], Tone>> = {
  submitted: 'info',
  accepted: 'good',
  returned: 'near',
  withdrawn: 'none',
  revoked: 'none',
}

function Entered({ data, onAgain }: { data: MatterList; onAgain: (item: Matter) => void }) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const client = useQueryClient()
  const take = (list: MatterList) => client.setQueryData(mattersQuery.queryKey, list)
  return (
    <Panel title="已报送的事项">
      {data.items.length === 0 && <EmptyState title="还没有报送事项">报送之后，这里列出每一件的办理情况。</EmptyState>}
      <ul className="matter-list">
        {data.items.map((item) => (
          <li key={item.id} className="matter">
            <div className="matter-head">
              <b>
                {item.unitName}　{item.kindName}
              </b>
              <StatusChip tone={tones[item.state]}>{matterStateNames[item.state]}</StatusChip>
            </div>
            <p>
              {formatDate(item.happenedOn)}　{item.what}
            </p>
            <p className="muted">证明材料：{item.evidence}</p>
            <ol className="matter-steps">
              {item.steps.map((step, at) => (
                <li key={at}>
                  {formatDateTime(step.at)} {step.by} {matterActionNames[step.action]}
                  {step.note !== '' && `：${step.note}`}
                </li>
              ))}
            </ol>
            <div className="matter-actions">
              {item.may.map((action) =>
                action === 'submit' ? (
                  <Button key={action} onClick={() => onAgain(item)}>
                    修改后再报
                  </Button>
                ) : (
                  <Button
                    key={action}
                    kind={action === 'accept' ? 'primary' : 'plain'}
                    aria-label={`${matterActionNames[action]}第${item.id}号事项`}
                    onClick={() => setAsked({ item, action })}
                  >
                    {matterActionNames[action]}
                  </Button>
                ),
              )}
            </div>
          </li>
        ))}
      </ul>
      {asked !== null && <DecideDialog asked={asked} onList={take} onClose={() => setAsked(null)} />}
    </Panel>
  )
}

function Kinds({ data: { kinds } }: { data: MatterList }) {
  if (kinds.length === 0)
    return <EmptyState title="目录中没有加减分事项">由管理员在指标目录中设立后，部门可以报送。</EmptyState>
  return (
    <Panel title="事项类别">
      <dl className="matter-kinds">
        {kinds.map((kind) => (
          <div key={kind.code}>
            <dt>{kind.name}</dt>
            <dd>
              {kind.definition}。由{kind.departmentName}报送，
              {kind.counts === 'year' ? '按当年截至本季末的件数计' : '按本季的件数计'}。{kind.effect}。
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}
