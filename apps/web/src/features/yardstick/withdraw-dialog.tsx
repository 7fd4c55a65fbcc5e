import type { Yardstick } from '@cg/contract/yardstick'
import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useQueryClient } from '@tanstack/react-query'
import { ReasonDialog } from '../../shared/reason-dialog.tsx'
import { withdraw, yardsticksQuery } from './queries.ts'

/** Takes a figure out of the releases to come; the reason stays beside it. */
export function WithdrawDialog({ item, onClose }: { item: Yardstick; onClose: () => void }) {
  const client = useQueryClient()
  return (
    <ReasonDialog
      title="撤回外部参照"
      description={`${item.indicatorName}，${item.name}，${formatPeriod(parsePeriod(item.period))}。已发布的季度仍保留它。`}
      verb="撤回"
      draftPlace={`yardstick.${item.id}.withdraw`}
      act={(reason) => withdraw(item.id, reason)}
      doneWords="参照已撤回，下一次发布起不再使用"
      onDone={(list) => client.setQueryData(yardsticksQuery.queryKey, list)}
      onClose={onClose}
    />
  )
}
