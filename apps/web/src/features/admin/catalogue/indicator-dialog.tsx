import { directionWords } from '@cg/domain/direction-words'
import { dimensions } from '@cg/contract/catalogue'
import type { CatalogueBoard, CatalogueIndicatorRow } from '@cg/contract/catalogue-change'
import { scoredUnit } from '@cg/contract/appraisal'
import { ownMeasureNames, ownMeasures } from '@cg/contract/catalogue-own'
import { dimensionNames } from '@cg/contract/dimension'
import { directions } from '@cg/domain/indicator'
import { DraftLine } from '../../../shared/draft-line.tsx'
import { useDraft } from '../../../shared/use-draft.ts'
import { Checkbox } from '../../../ui/field.tsx'
import { AxisTicks, ChoiceField, ItemsField } from './fields.tsx'
import { indicatorChange, indicatorDraft, readLike } from './own-draft.ts'
import type { IndicatorDraft } from './own-draft.ts'
import { DecimalsField, DepartmentField, FromField, MeaningField, NameField, UnitField } from './own-fields.tsx'
import { ProposeFrame } from './propose-frame.tsx'

const measureOptions = ownMeasures.map((value) => ({ value, label: ownMeasureNames[value] }))
const dimensionOptions = dimensions.map((value) => ({ value, label: dimensionNames[value] ?? value }))
const directionOptions = directions.map((value) => ({ value, label: directionWords[value] }))

type Fields = {
  readonly data: CatalogueBoard
  readonly value: IndicatorDraft
  readonly put: (part: Partial<IndicatorDraft>) => void
}

type IndicatorProps = {
  readonly data: CatalogueBoard
  /** The own indicator that is changed; null: a new one. */
  readonly row: CatalogueIndicatorRow | null
  readonly onClose: () => void
}

/** An indicator that the city computes besides the shipped ones: added, or changed from a quarter on. */
export function IndicatorDialog({ data, row, onClose }: IndicatorProps) {
  const code = row?.code ?? null
  const start = indicatorDraft(data, row?.own ?? null)
  const draft = useDraft(code === null ? 'catalogue.indicator' : `catalogue.indicator.${code}`, start, readLike(start))
  const { value } = draft
  const put = (part: Partial<IndicatorDraft>) => draft.put({ ...value, ...part })
  return (
    <ProposeFrame
      title={row === null ? '新增指标' : `修改指标“${row.name}”`}
      act={row === null ? 'indicator' : 'indicatorEdit'}
      change={indicatorChange(value, code)}
      reasonHint={
        row === null ? '如：市产改方案增加的考核内容' : '写明依据；它会作为口径变化的说明，列在指标页的口径沿革里'
      }
      onProposed={draft.drop}
      onClose={onClose}
    >
      <DraftLine draft={draft} what="指标" wordsOf={({ name }) => name} />
      <div className="catalogue-fields">
        <NameField value={value} put={put} />
        {row === null && (
          <ChoiceField
            label="维度"
            options={dimensionOptions}
            value={value.dimension}
            onChange={(dimension) => put({ dimension })}
          />
        )}
        <DepartmentField label="牵头部门" choices={data.choices} value={value} put={put} />
        <FromField
          label={row === null ? '从哪个季度起计算' : '从哪个季度起按修改后的计算'}
          quarters={data.quarters}
          value={value}
          put={put}
        />
      </div>
      <MeaningField hint="分子、分母各指什么" value={value} put={put} />
      {row === null ? (
        <FormulaFields data={data} value={value} put={put} />
      ) : (
        <p className="muted">计算公式不变。公式要变的，请新增一个指标，再停用这一个。</p>
      )}
      <ShownFields data={data} value={value} put={put} />
    </ProposeFrame>
  )
}

/** Words of what stands above and below the line, as the measure calls them; no lower part of a total. */
const quotientLabels = { upper: '分子', lower: '分母' }
const partLabels: Readonly<Record<IndicatorDraft['measure'], { upper: string; lower: string | null }>> = {
  percent: quotientLabels,
  perTenThousand: quotientLabels,
  ratio: quotientLabels,
  count: { upper: '合计的数据项', lower: null },
  score: { upper: '评分的数据项（以分为单位）', lower: '权数（不选：各区县同等）' },
}

/** What stands above and below the line, and how it is printed. */
function FormulaFields({ data, value, put }: Fields) {
  const isScore = value.measure === 'score'
  const optionsOf = (isPoints: boolean) =>
    data.items
      .filter(({ isCounted, unit }) => !isCounted && (unit === scoredUnit) === isPoints)
      .map(({ code, name, unit }) => ({ value: code, label: `${name}（${unit}）` }))
  const { upper, lower } = partLabels[value.measure]
  return (
    <>
      <div className="catalogue-fields">
        <ChoiceField
          label="表示方式"
          options={measureOptions}
          value={value.measure}
          onChange={(measure) =>
            put({ measure, ...((measure === 'score') === isScore ? {} : { numerator: [], denominator: [] }) })
          }
        />
        <ItemsField
          label={upper}
          options={optionsOf(isScore)}
          chosen={value.numerator}
          onChange={(numerator) => put({ numerator })}
        />
        {lower !== null && (
          <ItemsField
            label={lower}
            isOptional={isScore}
            options={optionsOf(false)}
            chosen={value.denominator}
            onChange={(denominator) => put({ denominator })}
          />
        )}
      </div>
    </>
  )
}

/** How it is printed, judged and broken down. */
function ShownFields({ data, value, put }: Fields) {
  return (
    <>
      <div className="catalogue-fields">
        {value.measure !== 'percent' && value.measure !== 'score' && (
          <UnitField hint="如：人次、起/万人" value={value} put={put} />
        )}
        <DecimalsField value={value} put={put} />
        <ChoiceField
          label="方向"
          options={directionOptions}
          value={value.direction}
          onChange={(direction) => put({ direction })}
        />
      </div>
      <div className="catalogue-ticks">
        <Checkbox
          label="参加评价（判达标、滞后；计分须另在计分方案中加入）"
          checked={value.isAssessed}
          onChange={() => put({ isAssessed: !value.isAssessed })}
        />
        <AxisTicks axes={data.choices.axes} chosen={value.breakdowns} onChange={(breakdowns) => put({ breakdowns })} />
      </div>
    </>
  )
}
