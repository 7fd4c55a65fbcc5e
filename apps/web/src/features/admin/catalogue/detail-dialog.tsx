import { spanWords } from '@cg/contract/catalogue-change'
import { proposalStateNames } from '@cg/contract/proposal'
import type { CatalogueBoard } from '@cg/contract/catalogue-change'
import { formatDateTime } from '@cg/domain/number/number-format'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { isIndicator } from './rows.ts'
import type { ListRow } from './rows.ts'

type DetailProps = {
  readonly row: ListRow
  readonly data: CatalogueBoard
  /** Null: its meaning cannot be changed. */
  readonly onDefine: (() => void) | null
  readonly onClose: () => void
}

/** What one thing means, where it is asked, and who changed what of it. */
export function DetailDialog({ row, data, onDefine, onClose }: DetailProps) {
  const kind = isIndicator(row) ? 'indicators' : 'items'
  const own = data.proposals.filter((one) => one[kind].includes(row.code))
  const parts = isIndicator(row) ? row.items : row.indicators
  return (
    <Dialog
      isOpen
      shape="wide"
      onClose={onClose}
      title={row.name}
      description={`${isIndicator(row) ? '指标' : '数据项'} ${row.code}，${row.department}`}
      footer={
        <>
          {onDefine !== null && <Button onClick={onDefine}>修改口径</Button>}
          <Button onClick={onClose}>关闭</Button>
        </>
      }
    >
      <dl className="catalogue-detail">
        <dt>口径</dt>
        <dd>{row.definition}</dd>
        <dt>计量单位</dt>
        <dd>{row.unit}</dd>
        <dt>报表</dt>
        <dd>{row.forms.map((name) => `《${name}》`).join('、') || '不在报表中填报'}</dd>
        <dt>{isIndicator(row) ? '取自数据项' : '用于指标'}</dt>
        <dd>{parts.join('、') || '无'}</dd>
        <dt>使用情况</dt>
        <dd>{spanWords(row.spans) || '各季都在用'}</dd>
      </dl>
      {own.length > 0 && (
        <>
          <h3>变更记录</h3>
          <ul className="proposal-lines">
            {own.map((one) => (
              <li key={one.id}>
                第 {one.id} 号，{one.title}（{proposalStateNames[one.state]}）：{one.proposedBy}{' '}
                {formatDateTime(one.proposedAt)} 提出，{one.reason}
                {one.decidedBy !== null &&
                  one.decidedAt !== null &&
                  `；${one.decidedBy} ${formatDateTime(one.decidedAt)} 办理`}
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  )
}
