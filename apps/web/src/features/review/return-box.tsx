import { returnReasons } from '@cg/contract/review'
import type { ReturnReason } from '@cg/contract/review'
import { Checkbox, TextInput } from '../../ui/field.tsx'

/** `proposed`: what should stand there, as it would be typed; '' without a proposal. */
export type Mark = { reasonCode: ReturnReason; reason: string; proposed: string }

export const reasonWords: Record<ReturnReason, string> = {
  wrong_number: '数字有误',
  scope: '口径不符',
  unit_slip: '计量单位错',
  missing: '漏报',
  needs_explanation: '需要说明',
  other: '其他',
}

/** Marks one cell for return with a class and words; the words start from what the rule said. */
export function ReturnBox({
  label,
  wantsReason,
  mark,
  suggestion,
  onMark,
}: {
  label: string
  /** A correction has one reason for all its cells and asks it later. */
  wantsReason: boolean
  mark: Mark | null
  suggestion: string
  onMark: (mark: Mark | null) => void
}) {
  return (
    <div className="return-box">
      <Checkbox
        label={label}
        checked={mark !== null}
        onChange={(event) =>
          onMark(event.target.checked ? { reasonCode: 'wrong_number', reason: suggestion, proposed: '' } : null)
        }
      />
      {mark !== null && wantsReason && (
        <>
          <select
            className="select"
            aria-label="退回原因类别"
            value={mark.reasonCode}
            onChange={(event) => onMark({ ...mark, reasonCode: reasonOf(event.target.value) })}
          >
            {returnReasons.map((reason) => (
              <option key={reason} value={reason}>
                {reasonWords[reason]}
              </option>
            ))}
          </select>
          <TextInput
            aria-label="退回原因"
            maxLength={500}
            value={mark.reason}
            onChange={(event) => onMark({ ...mark, reason: event.target.value })}
          />
          <TextInput
            aria-label="建议值"
            placeholder="建议值（可不填）"
            maxLength={60}
            value={mark.proposed}
            onChange={(event) => onMark({ ...mark, proposed: event.target.value })}
          />
        </>
      )}
    </div>
  )
}

export function reasonOf(text: string): ReturnReason {
  return returnReasons.find((reason) => reason === text) ?? 'other'
}
