import type { FormParams } from '@cg/contract/entry'
import type { ReviewDetail } from '@cg/contract/review'
import { useMemo } from 'react'
import { readTexts, useDraft } from '../../shared/use-draft.ts'
import type { Draft } from '../../shared/use-draft.ts'
import { placeOf } from './cell-place.ts'
import { draftPlace } from './draft-place.ts'
import { reasonOf } from './return-box.tsx'
import type { Mark } from './return-box.tsx'

type KeptMark = Mark & { readonly item: string; readonly unit: string; readonly breakdown: string }

export type Marks = {
  readonly marks: ReadonlyMap<number, Mark>
  readonly setMarks: (marks: ReadonlyMap<number, Mark>) => void
  readonly draft: Draft<readonly KeptMark[]>
}

const none: readonly KeptMark[] = []

/** The cells marked for return with their reasons, kept on this machine until the form goes back. */
export function useMarks(params: FormParams, detail: ReviewDetail): Marks {
  const { round, state } = detail.form.submission
  const draft = useDraft(
    draftPlace(params, `marks.${state === 'locked' ? 'correct' : 'return'}`, round),
    none,
    readMarks,
  )
  const marks = useMemo(() => byCell(detail, draft.value), [detail, draft.value])
  const setMarks = (next: ReadonlyMap<number, Mark>) =>
    draft.put(
      [...next].map(([index, mark]) => {
        const { row, unit } = placeOf(detail, index)
        return { item: row.item, unit: unit.code, breakdown: row.breakdown, ...mark }
      }),
    )
  return { marks, setMarks, draft }
}

/** A mark of a cell the form no longer has is left out. */
function byCell({ form: { rows, units } }: ReviewDetail, kept: readonly KeptMark[]): ReadonlyMap<number, Mark> {
  return new Map(
    kept.flatMap(({ item, unit, breakdown, ...mark }): [number, Mark][] => {
      const row = rows.findIndex((one) => one.item === item && one.breakdown === breakdown)
      const column = units.findIndex(({ code }) => code === unit)
      return row < 0 || column < 0 ? [] : [[row * units.length + column, mark]]
    }),
  )
}

const readMark = readTexts(['item', 'unit', 'breakdown', 'reasonCode', 'reason'])
const readProposed = readTexts(['proposed'])

function readMarks(found: unknown): readonly KeptMark[] | null {
  if (!Array.isArray(found)) return null
  return found.flatMap((one: unknown) => {
    const texts = readMark(one)
    const { proposed } = readProposed(one) ?? { proposed: '' }
    return texts === null ? [] : [{ ...texts, reasonCode: reasonOf(texts.reasonCode), proposed }]
  })
}
