import './follow-up.css'
import { followUpActionNames, followUpKindNames } from '@cg/contract/follow-up'
import type { FollowUp, FollowUpLedger } from '@cg/contract/follow-up'
import { followUpKinds } from '@cg/domain/task/follow-up'
import type { FollowUpDecision, FollowUpKind } from '@cg/domain/task/follow-up'
import { formatDate } from '@cg/domain/number/number-format'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ProblemPanel } from '../../../shared/problem-panel.tsx'
import { ReasonDialog } from '../../../shared/reason-dialog.tsx'
import { useDownload } from '../../../shared/use-download.ts'
import { useTitle } from '../../../shared/use-title.ts'
import { Button } from '../../../ui/button.tsx'
import { PageHead } from '../../../ui/page.tsx'
import { SegmentedControl } from '../../../ui/segmented.tsx'
import { Select } from '../../../ui/select.tsx'
import { LoadingState } from '../../../ui/states.tsx'
import { AnswerDialog } from './answer-dialog.tsx'
import { ExtendDialog } from './extend-dialog.tsx'
import { LedgerPanel } from './ledger-panel.tsx'
import { OpenDialog } from './open-dialog.tsx'
import { decide, downloadBook, followUpsQuery } from './queries.ts'
import { headline, isIn, views } from './words.ts'
import type { View } from './words.ts'

/** 督办台账: opened by the office, answered by whom it went to, closed on data or on acceptance. */
export function FollowUps() {
  useTitle('督办')
  const { data, error, refetch } = useQuery(followUpsQuery)
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  return data === undefined ? <LoadingState /> : <Ledger ledger={data} />
}

type Shown =
  | { readonly kind: 'open' }
  | { readonly kind: 'answer'; readonly item: FollowUp }
  | { readonly kind: 'extend'; readonly item: FollowUp }
  | { readonly kind: 'decide'; readonly item: FollowUp; readonly action: FollowUpDecision }

const kinds = [
  { value: 'all', label: '全部来源' },
  ...followUpKinds.map((value) => ({ value, label: followUpKindNames[value] })),
] as const

function Ledger({ ledger }: { ledger: FollowUpLedger }) {
  const client = useQueryClient()
  const [view, setView] = useState<View>('standing')
  const [kind, setKind] = useState<FollowUpKind | 'all'>('all')
  const [who, setWho] = useState('')
  const [shown, setShown] = useState<Shown | null>(null)
  const save = useDownload(downloadBook)
  const close = () => setShown(null)
  const take = (next: FollowUpLedger) => {
    client.setQueryData(followUpsQuery.queryKey, next)
    close()
  }
  const responsible = [...new Set(ledger.items.map((one) => one.responsible))]
  const items = ledger.items.filter(
    (one) => isIn(view, one) && (kind === 'all' || one.kind === kind) && (who === '' || one.responsible === who),
  )
  return (
    <>
      <PageHead
        title={headline(ledger)}
        subtitle="由市产改办从滞后指标、逾期任务、讲话要求或其他事项发出，责任单位回复原因、措施和预计完成日期；只有数据转好或经市产改办认定才能销号，依据写在台账上。"
        meta={
          <>
            <Link to="/tasks">重点任务 →</Link> 截至 {formatDate(ledger.today)}
          </>
        }
      />
      <div className="stack">
        <div className="follow-up-tools no-print">
          <SegmentedControl label="列出" options={views} value={view} onChange={setView} />
          <Select aria-label="来源" options={kinds} value={kind} onChange={setKind} />
          <Select
            aria-label="责任单位"
            options={[{ value: '', label: '全部责任单位' }, ...responsible.map((value) => ({ value, label: value }))]}
            value={who}
            onChange={setWho}
          />
          <Button isBusy={save.isPending} onClick={() => save.mutate('xlsx')}>
            导出 Excel
          </Button>
          <Button isBusy={save.isPending} onClick={() => save.mutate('pdf')}>
            打印台账（PDF）
          </Button>
          {ledger.offer !== null && (
            <Button kind="primary" onClick={() => setShown({ kind: 'open' })}>
              发出督办
            </Button>
          )}
        </div>
        <LedgerPanel
          ledger={ledger}
          items={items}
          onAnswer={(item) => setShown({ kind: 'answer', item })}
          onExtend={(item) => setShown({ kind: 'extend', item })}
          onDecide={(item, action) => setShown({ kind: 'decide', item, action })}
        />
      </div>
      {shown?.kind === 'open' && ledger.offer !== null && (
        <OpenDialog today={ledger.today} offer={ledger.offer} onLedger={take} onClose={close} />
      )}
      {shown?.kind === 'answer' && (
        <AnswerDialog item={shown.item} today={ledger.today} onLedger={take} onClose={close} />
      )}
      {shown?.kind === 'extend' && (
        <ExtendDialog today={ledger.today} item={shown.item} onLedger={take} onClose={close} />
      )}
      {shown?.kind === 'decide' && (
        <DecideDialog item={shown.item} action={shown.action} onLedger={take} onClose={close} />
      )}
    </>
  )
}

const follows: Readonly<Record<FollowUpDecision, string>> = {
  return: '退回责任单位，由其补充后再报。',
  settle: '系统核对最近一次发布或节点完成情况：数据已经转好的即销号，并写明前后两个数；没有转好的不能这样销号。',
  accept: '由市产改办认定已经办结，写明依据后销号。',
  cancel: '不再督办；内容和经过保留备查。',
}

type DecideProps = {
  item: FollowUp
  action: FollowUpDecision
  onLedger: (ledger: FollowUpLedger) => void
  onClose: () => void
}

function DecideDialog({ item, action, onLedger, onClose }: DecideProps) {
  const verb = followUpActionNames[action]
  return (
    <ReasonDialog
      title={`${verb}：第${item.id}号督办`}
      description={follows[action]}
      verb={verb}
      label={action === 'accept' ? '认定依据' : `${verb}${action === 'settle' ? '说明' : '原因'}`}
      least={action === 'settle' ? 0 : 1}
      draftPlace={`followup.${item.id}.${item.version}.${action}`}
      act={(reason) => decide(item, action, reason)}
      doneWords={`第${item.id}号督办已${verb}`}
      onDone={onLedger}
      onClose={onClose}
    >
      <p>{item.about}</p>
    </ReasonDialog>
  )
}
