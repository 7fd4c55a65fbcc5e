import type { CatalogueBoard, CatalogueIndicatorRow } from '@cg/contract/catalogue-change'
import { DraftLine } from '../../../shared/draft-line.tsx'
import { useDraft } from '../../../shared/use-draft.ts'
import { readLike } from './own-draft.ts'
import { FromField, MeaningField, NameField } from './own-fields.tsx'
import { ProposeFrame } from './propose-frame.tsx'

type DefinitionProps = {
  readonly row: CatalogueIndicatorRow
  readonly data: CatalogueBoard
  readonly onClose: () => void
}

/** Another meaning of an indicator from a quarter on; its formula stays. */
export function DefinitionDialog({ row, data, onClose }: DefinitionProps) {
  const { code } = row
  const start = { from: data.quarters[1] ?? data.quarters[0] ?? '', name: row.name, definition: row.definition }
  const draft = useDraft(`catalogue.definition.${code}`, start, readLike(start))
  const { value } = draft
  const put = (part: Partial<typeof start>) => draft.put({ ...value, ...part })
  const [name, definition] = [value.name.trim(), value.definition.trim()]
  const isWhole = name.length >= 2 && definition.length >= 4
  return (
    <ProposeFrame
      title={`修改“${row.name}”的口径`}
      act="definition"
      change={isWhole ? { kind: 'definition', from: value.from, body: { code, name, definition } } : null}
      reasonHint="写明依据；它会作为口径变化的说明，列在指标页的口径沿革里"
      onProposed={draft.drop}
      onClose={onClose}
    >
      <DraftLine draft={draft} what="口径" wordsOf={(kept) => kept.definition} />
      <p className="muted">计算公式不变。公式或计量单位要变的，请新增一个指标，再停用原来的。</p>
      <div className="catalogue-fields">
        <NameField value={value} put={put} />
        <FromField label="新口径从哪个季度起" quarters={data.quarters} value={value} put={put} />
      </div>
      <MeaningField label="新口径" value={value} put={put} />
    </ProposeFrame>
  )
}
