import type { FormParams } from '@cg/contract/entry'
import type { ReviewDetail } from '@cg/contract/review'
import { formatDateTime } from '@cg/domain/number/number-format'
import { useMutation } from '@tanstack/react-query'
import { DraftLine, itself } from '../../shared/draft-line.tsx'
import { readText, useDraft } from '../../shared/use-draft.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextArea } from '../../ui/field.tsx'
import { placeOf } from './cell-place.ts'
import { draftPlace } from './draft-place.ts'
import { useNextCase } from './next-case.ts'
import { sendBack } from './queries.ts'
import { reasonWords } from './return-box.tsx'
import type { Mark } from './return-box.tsx'
import type { Begin } from './use-begin.ts'

type ReturnProps = {
  params: FormParams
  detail: ReviewDetail
  start: Begin
  marks: ReadonlyMap<number, Mark>
  onSent: () => void
  onClose: () => void
}

/** Shows once more what goes back and why, with room for a word to all. */
export function ReturnDialog({ params, detail, start, marks, onSent, onClose }: ReturnProps) {
  const draft = useDraft(draftPlace(params, 'return-note', detail.form.submission.round), '', readText)
  const note = draft.value
  const done = useNextCase()
  const send = useMutation({
    mutationFn: async () =>
      sendBack(params, await start.version(), {
        ...(note.trim() === '' ? {} : { note: note.trim() }),
        marks: [...marks].map(([index, mark]) => {
          const { row, unit } = placeOf(detail, index)
          const { proposed, ...why } = mark
          const words = proposed.trim() === '' ? why : { ...why, proposed: proposed.trim() }
          return { item: row.item, unit: unit.code, breakdown: row.breakdown, ...words }
        }),
      }),
    onSuccess: async () => {
      draft.drop()
      onSent()
      await done(`已退回 ${marks.size} 格`)
    },
  })
  const missing = [...marks.values()].filter((mark) => mark.reason.trim() === '').length
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`退回 ${marks.size} 格`}
      description="退回后填报人只能修改这些格子，改好后再次提交。"
      footer={
        <>
          <Button onClick={onClose}>取消</Button>
          <Button kind="primary" disabled={missing > 0} isBusy={send.isPending} onClick={() => send.mutate()}>
            {missing > 0 ? `还有 ${missing} 格没有写原因` : '退回'}
          </Button>
        </>
      }
    >
      <ul className="return-list">
        {[...marks].map(([index, mark]) => {
          const { row, unit } = placeOf(detail, index)
          return (
            <li key={index}>
              <b>
                {unit.shortName} · {row.name}
                {row.breakdownName !== '' && ` · ${row.breakdownName}`}
              </b>
              ：{reasonWords[mark.reasonCode]}，{mark.reason}
              {mark.proposed.trim() !== '' && `（建议值 ${mark.proposed.trim()}）`}
            </li>
          )
        })}
      </ul>
      {isPastDue(detail) && (
        <p className="review-hint">
          截止时间 {formatDateTime(detail.form.submission.dueAt)}{' '}
          已过：退回后本表显示“逾期”并列入催报，直到再次提交；是否迟报仍按首次提交的时间。
        </p>
      )}
      <Field label="附言（可不填）">
        {(control) => (
          <TextArea {...control} maxLength={500} value={note} onChange={(event) => draft.put(event.target.value)} />
        )}
      </Field>
      <DraftLine draft={draft} wordsOf={itself} />
      {send.error !== null && <p className="review-error">{send.error.message}</p>}
    </Dialog>
  )
}

function isPastDue({ form: { submission, serverTime } }: ReviewDetail): boolean {
  return Date.parse(serverTime) > Date.parse(submission.dueAt)
}
