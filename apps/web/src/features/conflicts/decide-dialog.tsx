import { minChoiceReason } from '@cg/contract/conflict'
import type { Adoption, Conflict, ConflictSide } from '@cg/contract/conflict'
import { formatValue } from '@cg/domain/number/number-format'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ReasonDialog } from '../../shared/reason-dialog.tsx'
import { SegmentedControl } from '../../ui/segmented.tsx'
import { decide } from './queries.ts'

type DecideDialogProps = { readonly period: string; readonly conflict: Conflict; readonly onClose: () => void }

/** Which of the two is taken, and on what ground. */
export function DecideDialog({ period, conflict, onClose }: DecideDialogProps) {
  const queryClient = useQueryClient()
  const [adopted, setAdopted] = useState<Adoption>(conflict.choice?.adopted ?? 'first')
  const { rule, unit, place, first, second } = conflict
  const options = [
    { value: 'first', label: `采用${first.source}` },
    { value: 'second', label: `采用${second.source}` },
    { value: 'both', label: '两数均属实' },
  ] as const
  return (
    <ReasonDialog
      title={`${conflict.unitName}：${conflict.title}`}
      description={`${sideWords(first)}；${sideWords(second)}。认定不改数：不采用的一方，请到审核页退回那一格。`}
      verb="认定"
      label="认定依据"
      draftPlace={`conflict.${period}.${rule}.${place}`}
      least={minChoiceReason}
      act={(reason) => decide({ period, rule, unit, place, first: first.value, second: second.value, adopted, reason })}
      doneWords="已记录认定。"
      onDone={() => queryClient.invalidateQueries({ queryKey: ['conflicts'] })}
      onClose={onClose}
    >
      <SegmentedControl label="采用哪个来源" options={options} value={adopted} onChange={setAdopted} />
    </ReasonDialog>
  )
}

function sideWords(side: ConflictSide): string {
  return `${side.source} ${formatValue(side.value, side)}${side.unit}`
}
