import type { CatalogueBoard, CatalogueFormRow } from '@cg/contract/catalogue-change'
import { DraftLine } from '../../../shared/draft-line.tsx'
import { useDraft } from '../../../shared/use-draft.ts'
import { HeadFields, headOf } from './head-fields.tsx'
import type { HeadDraft } from './head-fields.tsx'
import { readLike } from './own-draft.ts'
import { ProposeFrame } from './propose-frame.tsx'

type HeaderProps = {
  readonly form: CatalogueFormRow
  readonly data: CatalogueBoard
  readonly onClose: () => void
}

/** Another head of a form, and items that move to it. */
export function HeaderDialog({ form, data, onClose }: HeaderProps) {
  const start: HeadDraft = {
    from: data.quarters[1] ?? data.quarters[0] ?? '',
    name: form.name,
    issuer: form.issuer,
    tableNo: form.tableNo ?? '',
    approvalNo: form.approvalNo ?? '',
    validUntil: form.validUntil ?? '',
    items: [],
  }
  const draft = useDraft(`catalogue.header.${form.code}`, start, readLike(start))
  const head = headOf(draft.value)
  const { from } = draft.value
  return (
    <ProposeFrame
      title={`修改报表《${form.name}》`}
      act="header"
      change={head === null ? null : { kind: 'header', from, body: { code: form.code, ...head } }}
      reasonHint="如：统计局批准，改用新的表号"
      onProposed={draft.drop}
      onClose={onClose}
    >
      <DraftLine draft={draft} what="报表" wordsOf={({ name }) => name} />
      <p className="muted">现在填报：{form.items.join('、') || '还没有数据项'}</p>
      <HeadFields data={data} value={draft.value} put={(part) => draft.put({ ...draft.value, ...part })} />
    </ProposeFrame>
  )
}
