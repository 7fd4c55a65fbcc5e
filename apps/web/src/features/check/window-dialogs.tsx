import type { AppealBoard, CheckWindowFact } from '@cg/contract/appeal'
import { windowLimits } from '@cg/domain/form/objection'
import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { MomentField } from '../../shared/moment-field.tsx'
import { ReasonDialog } from '../../shared/reason-dialog.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { useToast } from '../../ui/toast.tsx'
import { change, checkKey, open } from './queries.ts'

const leastReason = 4

/** Opens a window, or moves the end of the one that is open; the server's clock decides. */
export function WindowDialog(props: { board: AppealBoard; isMove: boolean; onClose: () => void }) {
  const { board, isMove, onClose } = props
  const [closesAt, setClosesAt] = useState(isMove ? (board.window?.closesAt ?? '') : '')
  const [reason, setReason] = useState('')
  const notify = useToast()
  const client = useQueryClient()
  const save = useMutation({
    mutationFn: () =>
      isMove && board.window !== null
        ? change(board.period, board.window, closesAt, reason.trim())
        : open(board.period, closesAt),
    onSuccess: async () => {
      notify(isMove ? '截止时间已改' : '已开始核对，区县将在消息中看到')
      await client.invalidateQueries({ queryKey: checkKey })
      onClose()
    },
  })
  const isIncomplete = closesAt === '' || (isMove && reason.trim().length < leastReason)
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`${isMove ? '改核对截止时间' : '开始核对'}：${formatPeriod(parsePeriod(board.period))}`}
      description="核对期内，各区县看到本单位已审核通过的数字，可以确认无误或逐项提出异议；期间不能发布"
      footer={
        <>
          <Button onClick={onClose}>取消</Button>
          <Button kind="primary" isBusy={save.isPending} disabled={isIncomplete} onClick={() => save.mutate()}>
            {isMove ? '改截止时间' : '开始核对'}
          </Button>
        </>
      }
    >
      <div className="stack">
        <MomentField
          label="截止时间（北京时间）"
          hint={`最长${windowLimits.mostDays}天；可以提前结束或延长`}
          error={save.error?.message}
          value={closesAt}
          onChange={setClosesAt}
        />
        {isMove && (
          <Field label="原因" isRequired hint={`至少${leastReason}个字，记入审计`}>
            {(control) => (
              <TextInput
                {...control}
                maxLength={300}
                value={reason}
                onChange={({ target }) => setReason(target.value)}
              />
            )}
          </Field>
        )}
      </div>
    </Dialog>
  )
}

type EndProps = { board: AppealBoard; window: CheckWindowFact; onClose: () => void }

export function EndDialog({ board, window, onClose }: EndProps) {
  const client = useQueryClient()
  const silent = board.units.filter(({ confirmed, objections }) => confirmed === null && objections === 0)
  return (
    <ReasonDialog
      title="现在结束核对"
      description={
        silent.length === 0
          ? '结束后区县不能再提异议；已提出的仍须答复。'
          : `还有${silent.length}个单位没有确认，也没有提出异议。结束后区县不能再提异议；已提出的仍须答复。`
      }
      verb="结束"
      least={leastReason}
      draftPlace={`check-window.${window.id}.end`}
      act={(reason) => change(board.period, window, null, reason)}
      doneWords="核对已结束"
      onDone={() => client.invalidateQueries({ queryKey: checkKey })}
      onClose={onClose}
    />
  )
}
