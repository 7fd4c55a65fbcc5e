import './aim.css'
import { useQuery } from '@tanstack/react-query'
import type { AimBoard } from '@cg/contract/aim'
import { useState } from 'react'
import { ChangeLog, SetUpLinks } from '../../shared/set-up.tsx'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { useTitle } from '../../shared/use-title.ts'
import { Button } from '../../ui/button.tsx'
import { PageHead } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { DetailDialog } from './detail-dialog.tsx'
import { useAimDraft } from './draft.ts'
import { FileTools } from './file-tools.tsx'
import { IndicatorTable } from './indicator-table.tsx'
import { ProposalPanel } from './proposal-panel.tsx'
import { ProposeDialog } from './propose-dialog.tsx'
import { aimsQuery } from '../../shared/aim-hint.tsx'

/** 目标与基期: what every indicator is to reach and where it started; changed by one person, confirmed by another. */
export function AimPage() {
  useTitle('目标与基期')
  const { data, error, refetch } = useQuery(aimsQuery)
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  return <Board data={data} />
}

function Board({ data }: { data: AimBoard }) {
  const [opened, setOpened] = useState<string | null>(null)
  const [isProposing, setIsProposing] = useState(false)
  const kept = useAimDraft()
  const draft = data.mayPropose ? kept : { ...kept, changes: [] }
  return (
    <>
      <PageHead
        title={headline(data)}
        subtitle="年度目标和基期值，全市与各单位。修改由一人提出，另一位发布人确认后才生效，从下一次发布起使用；已发布的期次不变。"
        meta={<SetUpLinks from="aims" />}
      />
      <div className="stack">
        {draft.changes.length > 0 && (
          <Panel title={`还没有提交的修改：${draft.changes.length} 处`}>
            {draft.note.kind === 'restored' && <p className="muted">已恢复上次没有提交的修改。</p>}
            {draft.note.kind === 'unkept' && <p className="muted">这个浏览器不能在本机暂存，离开本页前请先提交。</p>}
            <p className="aim-tools">
              <Button kind="primary" onClick={() => setIsProposing(true)}>
                检查并提交
              </Button>
              <Button onClick={() => draft.set([])}>全部放弃</Button>
            </p>
          </Panel>
        )}
        <ProposalPanel proposals={data.proposals} />
        <FileTools mayEdit={data.mayPropose} draft={draft} onTaken={() => setIsProposing(true)} />
        <IndicatorTable data={data} changes={draft.changes} onOpen={setOpened} />
        <ChangeLog part="aims" />
      </div>
      {opened !== null && (
        <DetailDialog code={opened} mayEdit={data.mayPropose} draft={draft} onClose={() => setOpened(null)} />
      )}
      {isProposing && <ProposeDialog draft={draft} onClose={() => setIsProposing(false)} />}
    </>
  )
}

function headline({ indicators, proposals, year, years }: AimBoard): string {
  const waiting = proposals.filter(({ state }) => state === 'proposed').length
  const at = years.indexOf(year)
  const aimed = indicators.filter(({ targets }) => (targets[at]?.city ?? null) !== null).length
  const words = `${indicators.length} 个指标中 ${aimed} 个有 ${year} 年全市目标`
  return waiting === 0 ? words : `${words}，${waiting} 项变更待确认`
}
