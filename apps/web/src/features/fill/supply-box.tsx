import type { FormParams } from '@cg/contract/entry'
import { assistingWords } from '@cg/contract/catalogue-duty'
import { useMutation } from '@tanstack/react-query'
import { SupplyLine } from '../../shared/supply-line.tsx'
import { Button } from '../../ui/button.tsx'
import { cellPlace } from './editor/form-cells.ts'
import type { FormEditor } from './editor/form-editor.ts'
import { takeSupply } from './queries.ts'
import { useTake } from './use-take.ts'

type SupplyBoxProps = { editor: FormEditor; params: FormParams; index: number; isOpen: boolean }

/** What assisting departments supplied to an item, to be taken as its evidence by who answers for the figure. */
export function SupplyBox({ editor, params, index, isOpen }: SupplyBoxProps) {
  const { row, unit } = cellPlace(editor.detail, index)
  const take = useTake(editor, params)
  const adopt = useMutation({
    mutationFn: (supply: number) =>
      takeSupply(params, { item: row.item, unit: unit.code, breakdown: row.breakdown, supply }),
    onSuccess: take,
  })
  const here = editor.detail.supplies.filter(
    (one) => one.item === row.item && (one.unit === null || one.unit === unit.code),
  )
  if (row.assisting.length === 0 && here.length === 0) return null
  return (
    <section>
      <h3>协助材料</h3>
      {row.assisting.length > 0 && <p className="side-hint">请{assistingWords(row.assisting)}协助。</p>}
      {here.length === 0 && <p className="side-hint">协助部门还没有提供。</p>}
      {here.map((one) => (
        <p key={one.id} className="side-evidence">
          <SupplyLine period={params.period} supply={one} />
          {isOpen && (
            <Button kind="quiet" isBusy={adopt.isPending} onClick={() => adopt.mutate(one.id)}>
              用作佐证
            </Button>
          )}
        </p>
      ))}
      {adopt.error !== null && (
        <p className="side-message side-message-bad" role="alert">
          {adopt.error.message}
        </p>
      )}
    </section>
  )
}
