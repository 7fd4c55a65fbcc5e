import type { SubmissionReply } from '@cg/contract/entry'
import type { ReturnForm } from '@cg/contract/review'
import { returnMark } from '@cg/db/schema'
import type { Cell } from '@cg/domain/cell'
import { must } from '@cg/domain/must'
import { readNumber } from '@cg/domain/number/number-text'
import type { Context } from '../context.ts'
import type { FormKey } from '../entry/form/access.ts'
import { cellReading, placeOf } from '../entry/cells/decide-cells.ts'
import { askedName } from '../entry/form/plan.ts'
import type { FormPlan } from '../entry/form/plan.ts'
import { invalid } from '../errors.ts'
import { moveInReview } from './move-form.ts'
import { requireKnownMarks } from '../entry/check/known-marks.ts'

export type ReturnInput = ReturnForm & { readonly version: number | null }

/** Returns a form with a reason per cell: only those cells open again. An accepted form is reopened the same way. */
export async function returnForm(ctx: Context, key: FormKey, input: ReturnInput): Promise<SubmissionReply> {
  return moveInReview(ctx, key, {
    version: input.version,
    note: input.note,
    action: (state) => (state === 'accepted' ? 'reopen' : 'return'),
    markedCells: input.marks.length,
    byAnother: false,
    apply: async (tx, { opened, row, at }) => {
      requireKnownMarks(opened.plan, input.marks, '退回的格')
      await tx.insert(returnMark).values(
        input.marks.map((mark) => {
          const { item: itemCode, unit: unitCode, breakdown } = placeOf(mark)
          const { reasonCode, reason } = mark
          const { state: proposedState, value: proposedValue } = readProposal(opened.plan, mark)
          return {
            submissionId: row.id,
            round: row.round,
            itemCode,
            unitCode,
            breakdown,
            reasonCode,
            reason: reason.trim(),
            authorId: ctx.actor.userId,
            at,
            proposedState,
            proposedValue,
          }
        }),
      )
      return { acceptedAt: null, acceptedBy: null }
    },
  })
}

/** What should stand in a cell, read as if it had been typed there; nulls without a proposal. */
function readProposal(plan: FormPlan, mark: ReturnForm['marks'][number]): Cell | { state: null; value: null } {
  const text = mark.proposed?.trim() ?? ''
  if (text === '') return { state: null, value: null }
  const item = must(plan.ruleItems.get(mark.item))
  const reading = readNumber(text, cellReading(item))
  if (reading.ok) return { state: reading.state, value: reading.value }
  const message = `建议值：${reading.reason}`
  const unit = plan.units.find(({ code }) => code === mark.unit)?.shortName ?? mark.unit
  throw invalid(`${unit}“${askedName(plan, placeOf(mark))}”的${message}。`, { cells: [{ ...placeOf(mark), message }] })
}
