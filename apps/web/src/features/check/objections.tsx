import { objectionStateNames, objectionTextLimits } from '@cg/contract/appeal'
import type { Objection } from '@cg/contract/appeal'
import type { ObjectionAction } from '@cg/domain/form/objection'
import { formatDateTime } from '@cg/domain/number/number-format'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ReasonDialog } from '../../shared/reason-dialog.tsx'
import { Button } from '../../ui/button.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import type { Tone } from '../../ui/status-chip.tsx'
import { checkKey, decide } from './queries.ts'
import { figureName, seenWords } from './words.ts'

const tones: Readonly<Record<Objection['state'], Tone>> = {
  submitted: 'near',
  upheld: 'good',
  refused: 'none',
  withdrawn: 'na',
}

const actionNames: Readonly<Record<ObjectionAction, string>> = { uphold: '成立', refuse: '不成立', withdraw: '撤回' }

/** Objections with what was said on both sides, and what one may do with each. */
export function ObjectionList({ items }: { items: readonly Objection[] }) {
  const [asked, setAsked] = useState<{ item: Objection; action: ObjectionAction } | null>(null)
  return (
    <>
      <ul className="check-objections">
        {items.map((item) => (
          <li key={item.id}>
            <div className="check-objection-head">
              <b>
                {item.unitName}　{figureName(item)}
              </b>
              <StatusChip tone={tones[item.state]}>{objectionStateNames[item.state]}</StatusChip>
              <span className="muted">
                {item.reporterName}《{item.formName}》
              </span>
            </div>
            <Said item={item} />
            <div className="check-actions">
              {item.may.map((action) => (
                <Button
                  key={action}
                  aria-label={`${actionNames[action]}：${item.unitName}${figureName(item)}`}
                  onClick={() => setAsked({ item, action })}
                >
                  {actionNames[action]}
                </Button>
              ))}
            </div>
          </li>
        ))}
      </ul>
      {asked !== null && <DecideDialog {...asked} onClose={() => setAsked(null)} />}
    </>
  )
}

function Said({ item }: { item: Objection }) {
  return (
    <dl className="check-said">
      <dt>数字</dt>
      <dd>{seenWords(item)}</dd>
      {item.claimed !== '' && (
        <>
          <dt>应为</dt>
          <dd>{item.claimed}</dd>
        </>
      )}
      <dt>理由</dt>
      <dd>{item.reason}</dd>
      <dt>依据</dt>
      <dd>{item.evidence}</dd>
      <dt>提出</dt>
      <dd>
        {item.by}，{formatDateTime(item.at)}
      </dd>
      {item.answer !== null && (
        <>
          <dt>答复</dt>
          <dd>
            {item.answer.text}（{item.answer.by}，{formatDateTime(item.answer.at)}）
          </dd>
        </>
      )}
    </dl>
  )
}

const follows: Readonly<Record<ObjectionAction, string>> = {
  uphold: '报表在这一格退回填报单位修改，改后须重新报送、审核。答复区县可见，不能再改。',
  refuse: '数字不变。答复区县可见，不能再改。',
  withdraw: '撤回后不再答复；核对期内可以再提。',
}

type DecideProps = { item: Objection; action: ObjectionAction; onClose: () => void }

function DecideDialog({ item, action, onClose }: DecideProps) {
  const client = useQueryClient()
  return (
    <ReasonDialog
      title={`${actionNames[action]}：${item.unitName}${figureName(item)}`}
      description={follows[action]}
      verb={actionNames[action]}
      label={action === 'withdraw' ? '撤回说明' : '答复'}
      least={action === 'withdraw' ? 0 : objectionTextLimits.leastReason}
      draftPlace={`objection.${item.id}.${action}`}
      act={(answer) => decide(item, action, answer)}
      doneWords={action === 'withdraw' ? '异议已撤回' : '已答复'}
      onDone={() => client.invalidateQueries({ queryKey: checkKey })}
      onClose={onClose}
    >
      <Said item={item} />
    </ReasonDialog>
  )
}
