import { spanWords } from '@cg/contract/catalogue-change'
import type { CatalogueBoard, CatalogueItemRow } from '@cg/contract/catalogue-change'
import { dutyWords } from '@cg/contract/catalogue-duty'
import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { History } from './history.tsx'
import { isIndicator } from './rows.ts'
import type { ListRow } from './rows.ts'

/** What can be done with one row: changed, broken down, or switched. */
export type RowChange = 'edit' | 'definition' | 'groups' | 'duty' | 'off' | 'on'

const changeNames: Readonly<Record<RowChange, string>> = {
  edit: '修改',
  definition: '修改口径',
  groups: '调整分组',
  duty: '协助部门与佐证',
  off: '停用',
  on: '恢复使用',
}

function changesOf(row: ListRow): RowChange[] {
  if (!isIndicator(row) && row.isCounted) return []
  const turn = (row.spans.at(-1)?.isOn ?? !row.isOwn) ? 'off' : 'on'
  const first: RowChange = row.own !== null ? 'edit' : isIndicator(row) ? 'definition' : 'groups'
  return isIndicator(row) ? [first, turn] : [first, 'duty', turn]
}

type DetailProps = {
  readonly row: ListRow
  readonly data: CatalogueBoard
  /** Null: this person changes nothing. */
  readonly onChange: ((change: RowChange) => void) | null
  readonly onClose: () => void
}

/** What one thing means, where it is asked, and who changed what of it. */
export function DetailDialog({ row, data, onChange, onClose }: DetailProps) {
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
          {onChange !== null &&
            changesOf(row).map((change) => (
              <Button key={change} onClick={() => onChange(change)}>
                {changeNames[change]}
              </Button>
            ))}
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
        {!isIndicator(row) && !row.isCounted && (
          <>
            <DutyTerms row={row} />
            <dt>分组</dt>
            <dd>{axisNames(row.breakdowns, data)}</dd>
          </>
        )}
        <dt>使用情况</dt>
        <dd>{spanWords(row.spans) || '各季都在用'}</dd>
      </dl>
      <History code={row.code} proposals={data.proposals} />
    </Dialog>
  )
}

function axisNames(codes: readonly string[], { choices }: CatalogueBoard): string {
  const names = choices.axes.filter(({ code }) => codes.includes(code)).map(({ name }) => name)
  return names.length === 0 ? '不分组' : `按${names.join('、')}`
}

/** Who answers for the figure, who helps, and what has to stand behind it, from when on. */
function DutyTerms({ row }: { row: CatalogueItemRow }) {
  return (
    <>
      <dt>责任部门</dt>
      <dd>{row.responsible.join('、') || '不在报表中填报'}</dd>
      <dt>协助与佐证</dt>
      <dd>
        {row.duties.length === 0
          ? '没有协助部门，不要求佐证材料'
          : row.duties.map((one) => `${formatPeriod(parsePeriod(one.from))}起：${dutyWords(one)}`).join('。')}
      </dd>
    </>
  )
}
