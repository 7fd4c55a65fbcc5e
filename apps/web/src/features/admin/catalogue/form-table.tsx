import { scopeWords } from '@cg/contract/catalogue-change'
import type { CatalogueBoard, CatalogueFormRow } from '@cg/contract/catalogue-change'
import { formatPeriod } from '@cg/domain/number/number-format'
import { formatDate } from '@cg/domain/number/date-format'
import { parsePeriod } from '@cg/domain/period'
import { useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { FormDialog } from './form-dialog.tsx'
import { HeaderDialog } from './header-dialog.tsx'
import { History } from './history.tsx'
import { PartsDialog, partsWords } from './parts-dialog.tsx'
import { ScopeDialog } from './scope-dialog.tsx'

/** The forms: who fills each, what stands at its head, how much it asks. */
export function Forms({ data }: { data: CatalogueBoard }) {
  const [opened, setOpened] = useState<CatalogueFormRow | null>(null)
  const [shown, setShown] = useState<CatalogueFormRow | null>(null)
  const [parted, setParted] = useState<CatalogueFormRow | null>(null)
  const [scoped, setScoped] = useState<CatalogueFormRow | null>(null)
  const [isAdding, setIsAdding] = useState(false)
  return (
    <Panel
      title={`报表 ${data.forms.length} 张`}
      subtitle="修改从某一季度起算，以前各季仍是原来的报表；下一季沿用上一季的报表。同一个数据项只在一张报表中填报。"
    >
      {data.mayPropose && (
        <p className="catalogue-tools">
          <Button kind="primary" onClick={() => setIsAdding(true)}>
            新增报表
          </Button>
          <span className="muted">先建报表，再把数据项移进来，或在“新增数据项”时选这张报表。</span>
        </p>
      )}
      <div className="data-table-frame is-dense catalogue-table" tabIndex={0} role="region" aria-label="报表（可滚动）">
        <table className="data-table">
          <caption className="visually-hidden">报表</caption>
          <thead>
            <tr>
              <th scope="col" className="is-row-header">
                报表
              </th>
              <th scope="col">部门</th>
              <th scope="col">填报</th>
              <th scope="col">表头</th>
              <th scope="col" className="align-right">
                数据项
              </th>
              {data.mayPropose && <th scope="col">操作</th>}
            </tr>
          </thead>
          <tbody>
            {data.forms.map((form) => (
              <Row
                key={form.code}
                form={form}
                who={partsWords(form, data)}
                onOpen={() => setShown(form)}
                onPart={() => setParted(form)}
                onScope={() => setScoped(form)}
                onEdit={data.mayPropose ? () => setOpened(form) : null}
              />
            ))}
          </tbody>
        </table>
      </div>
      {shown !== null && <Shown form={shown} data={data} onClose={() => setShown(null)} />}
      {opened !== null && <HeaderDialog form={opened} data={data} onClose={() => setOpened(null)} />}
      {parted !== null && <PartsDialog form={parted} data={data} onClose={() => setParted(null)} />}
      {scoped !== null && <ScopeDialog form={scoped} data={data} onClose={() => setScoped(null)} />}
      {isAdding && <FormDialog data={data} onClose={() => setIsAdding(false)} />}
    </Panel>
  )
}

/** What stands at the head of a form, what it asks, and who changed what of it. */
function Shown({ form, data, onClose }: { form: CatalogueFormRow; data: CatalogueBoard; onClose: () => void }) {
  return (
    <Dialog
      isOpen
      shape="wide"
      onClose={onClose}
      title={form.name}
      description={`报表 ${form.code}，${form.department}`}
      footer={<Button onClick={onClose}>关闭</Button>}
    >
      <dl className="catalogue-detail">
        <dt>表头</dt>
        <dd>{headWords(form)}</dd>
        <dt>填报</dt>
        <dd>
          {form.isByUnits ? '各区县各填一张' : `${form.department}填报，各区县一列`}
          {form.scopes.length > 0 && `；${scopeWords(form)}`}
        </dd>
        <dt>数据项</dt>
        <dd>{form.items.join('、') || '还没有数据项'}</dd>
      </dl>
      <History code={form.code} proposals={data.proposals} />
    </Dialog>
  )
}

type RowProps = {
  readonly form: CatalogueFormRow
  /** Who reports it in the place of districts; '' where none does. */
  readonly who: string
  readonly onPart: () => void
  readonly onScope: () => void
  readonly onOpen: () => void
  readonly onEdit: (() => void) | null
}

function Row({ form, who, onPart, onScope, onOpen, onEdit }: RowProps) {
  return (
    <tr>
      <th scope="row" className="is-row-header">
        <button type="button" className="catalogue-open" onClick={onOpen}>
          {form.name}
        </button>
        {form.isOwn && <span className="catalogue-own">本市自设</span>}
        {form.since !== null && <span className="catalogue-spans">{formatPeriod(parsePeriod(form.since))}起使用</span>}
      </th>
      <td>{form.department}</td>
      <td>
        {form.isByUnits ? '各区县填' : '部门填'}
        {form.scopes.length > 0 && <span className="catalogue-spans">{scopeWords(form)}</span>}
        {who !== '' && <span className="catalogue-spans">{who}</span>}
      </td>
      <td className="catalogue-long">{headWords(form)}</td>
      <td className="align-right">{form.items.length === 0 ? '还没有' : form.items.length}</td>
      {onEdit !== null && (
        <td>
          <Button kind="quiet" aria-label={`修改${form.name}`} onClick={onEdit}>
            修改
          </Button>
          <Button kind="quiet" aria-label={`填报范围：${form.name}`} onClick={onScope}>
            填报范围
          </Button>
          {form.isByUnits && (
            <Button kind="quiet" aria-label={`分报${form.name}`} onClick={onPart}>
              分报
            </Button>
          )}
        </td>
      )}
    </tr>
  )
}

/** 产改09表，市统制〔2026〕3号，有效期至2027年12月31日；制定机关：市产改办 */
function headWords({ tableNo, approvalNo, validUntil, issuer }: CatalogueFormRow): string {
  const parts = [
    tableNo ?? '内部工作调度表',
    ...(approvalNo === null ? [] : [approvalNo]),
    ...(validUntil === null ? [] : [`有效期至${formatDate(validUntil)}`]),
  ]
  return `${parts.join('，')}；制定机关：${issuer}`
}
