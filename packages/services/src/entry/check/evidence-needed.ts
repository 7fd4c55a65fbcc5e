import type { Finding } from '@cg/contract/entry'
import { cellKey } from '@cg/domain/form/form-cell'
import { evidenceKey } from '../evidence/list.ts'
import { cellAt, isSum } from '../form/plan.ts'
import type { Judged } from './judged.ts'
import { explanationKey } from './explanations.ts'

/** The code under which a figure without the document that it needs is found and explained. */
export const evidenceRule = 'EVIDENCE'

/**
 * Figures that need a document behind them and have none. A document stands for an item of a unit, its groups included.
 * 0 needs none: of what did not happen there is no document; nor do 未报, 不适用, 无法提供 and 不公布, which state no figure.
 */
export function evidenceFindings({ plan, cells, explained, evidenced }: Judged): Finding[] {
  if (evidenced === null) return []
  const rows = plan.rows.filter(({ breakdown }) => breakdown === '')
  return rows.flatMap((row) => {
    const need = plan.definitions.duties.get(row.item.code)?.evidence ?? 'none'
    if (need === 'none') return []
    return plan.units.flatMap((unit): Finding[] => {
      const place = cellAt(row, unit)
      const cell = cells.get(cellKey(place))
      // A sum of parts is nobody's to prove: its parts are.
      const isAsked = plan.places.has(cellKey(place)) && !isSum(plan, place)
      const isFigure = isAsked && cell?.state === 'reported' && cell.value !== 0
      if (!isFigure || evidenced.has(evidenceKey(place))) return []
      return [
        {
          rule: evidenceRule,
          title: need === 'block' ? '须附佐证材料' : '应附佐证材料',
          class: need,
          ...place,
          cells: [place],
          message: `${unit.name}：${row.item.name}${remedies[need]}`,
          isExplained: explained.has(explanationKey(evidenceRule, place)),
        },
      ]
    })
  })
}

const attach = '请在这一格的“佐证”中上传文件，或写明文件名称和文号'
const remedies = {
  block: `没有佐证材料。${attach}`,
  explain: `没有佐证材料。${attach}；暂时没有的，请填写说明`,
} as const
