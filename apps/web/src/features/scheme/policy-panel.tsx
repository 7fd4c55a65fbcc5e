import type { SchemeBody, SchemeDetail } from '@cg/contract/scheme'
import {
  adjustmentKindNames,
  missingStateNames,
  missingStates,
  rankRuleNames,
  vetoEffectNames,
} from '@cg/domain/claim/scheme-words'
import { Button, IconButton } from '../../ui/button.tsx'
import { TextInput } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { NumberBox } from './number-box.tsx'
import { missingAction, missingChoices } from './rule-words.ts'

type PolicyProps = {
  body: SchemeBody
  facts: SchemeDetail['facts']
  isEditable: boolean
  onChange: (body: SchemeBody) => void
}
type Adjustment = NonNullable<SchemeBody['adjustments']>[number]

const rankChoices = (['competition', 'dense', 'modified', 'ordinal'] as const).map((value) => ({
  value,
  label: rankRuleNames[value],
}))

const adjustmentChoices = (['bonus', 'deduction', 'veto'] as const).map((value) => ({
  value,
  label: adjustmentKindNames[value],
}))

/** What holds for the whole scheme: missing figures, the bar for a place, ties, what is added or taken, grades. */
export function PolicyPanel({ body, facts, isEditable, onChange }: PolicyProps) {
  return (
    <fieldset className="scheme-policy" disabled={!isEditable}>
      <legend>缺数、排名与加减分</legend>
      <div className="scheme-params">
        {missingStates.map((state) => (
          <Select
            key={state}
            caption={missingStateNames[state]}
            options={missingChoices}
            value={body.missing[state].kind}
            onChange={(choice) => onChange({ ...body, missing: { ...body.missing, [state]: missingAction(choice) } })}
          />
        ))}
      </div>
      <div className="scheme-params">
        <NumberBox
          label="已报权重至少（%）才排名"
          min={0}
          value={Math.round(body.availability * 1e6) / 1e4}
          onChange={(share) => share !== undefined && share <= 100 && onChange({ ...body, availability: share / 100 })}
        />
        <Select
          caption="名次"
          options={rankChoices}
          value={body.rankRule}
          onChange={(rankRule) => onChange({ ...body, rankRule })}
        />
      </div>
      <Adjustments
        facts={facts}
        adjustments={body.adjustments ?? []}
        isEditable={isEditable}
        onChange={(adjustments) => onChange({ ...body, adjustments })}
      />
      <Grades body={body} facts={facts} isEditable={isEditable} onChange={onChange} />
    </fieldset>
  )
}

type AdjustmentsProps = {
  facts: SchemeDetail['facts']
  adjustments: readonly Adjustment[]
  isEditable: boolean
  onChange: (adjustments: Adjustment[]) => void
}

function Adjustments({ facts, adjustments, isEditable, onChange }: AdjustmentsProps) {
  const set = (at: number, next: Adjustment) => onChange(adjustments.map((one, index) => (index === at ? next : one)))
  return (
    <div className="scheme-lines">
      <p>
        总分之后的加减分与一票否决（按各单位自己填报的报表，以及部门报送、审核采纳的加减分事项计）：
        {adjustments.length === 0 && '无'}
      </p>
      {adjustments.map((one, at) => (
        <div key={at} className="scheme-params">
          <Select
            aria-label={`第${at + 1}条：对象`}
            options={facts.map(({ code, name }) => ({ value: code, label: name }))}
            value={one.fact}
            onChange={(fact) => set(at, { ...one, fact })}
          />
          <Select
            aria-label={`第${at + 1}条：办法`}
            options={adjustmentChoices}
            value={one.kind}
            onChange={(kind) => set(at, newAdjustment(kind, one.fact))}
          />
          {one.kind === 'veto' ? (
            <Select
              aria-label={`第${at + 1}条：后果`}
              options={[
                { value: 'unranked', label: vetoEffectNames.unranked },
                { value: 'zero', label: vetoEffectNames.zero },
              ]}
              value={one.effect}
              onChange={(effect) => set(at, { ...one, effect })}
            />
          ) : (
            <>
              <NumberBox
                label="分"
                min={0}
                value={one.perUnit}
                onChange={(perUnit) => perUnit !== undefined && set(at, { ...one, perUnit })}
              />
              <NumberBox
                label="最多（分）"
                min={0}
                value={one.cap}
                onChange={(cap) => cap !== undefined && set(at, { ...one, cap })}
              />
            </>
          )}
          {isEditable && (
            <IconButton
              icon="close"
              label={`删去第${at + 1}条`}
              onClick={() => onChange(adjustments.filter((_, index) => index !== at))}
            />
          )}
        </div>
      ))}
      {isEditable && (
        <Button kind="quiet" onClick={() => onChange([...adjustments, newAdjustment('deduction', 'late_forms')])}>
          加一条加减分
        </Button>
      )}
    </div>
  )
}

function newAdjustment(kind: Adjustment['kind'], fact: string): Adjustment {
  return kind === 'veto' ? { kind, fact, effect: 'unranked' } : { kind, fact, perUnit: 1, cap: 3 }
}

function Grades({ body, isEditable, onChange }: PolicyProps) {
  const grades = body.grades ?? []
  const set = (next: typeof grades) => onChange({ ...body, grades: next })
  return (
    <div className="scheme-lines">
      <p>等次（由高到低）：{grades.length === 0 && '不分等次'}</p>
      {grades.map((grade, at) => (
        <div key={at} className="scheme-params">
          <label className="scheme-param">
            <span>名称</span>
            <TextInput
              className="scheme-number"
              maxLength={20}
              value={grade.name}
              onChange={(event) =>
                set(grades.map((one, index) => (index === at ? { ...one, name: event.target.value } : one)))
              }
            />
          </label>
          <NumberBox
            label="不低于（分）"
            min={0}
            value={grade.atLeast}
            onChange={(atLeast) =>
              atLeast !== undefined && set(grades.map((one, index) => (index === at ? { ...one, atLeast } : one)))
            }
          />
          <NumberBox
            label="名额不超过（%）"
            min={0}
            isOptional
            value={grade.quota === undefined ? undefined : Math.round(grade.quota * 1e4) / 100}
            onChange={(quota) =>
              set(
                grades.map((one, index) => {
                  if (index !== at) return one
                  const { quota: _old, ...rest } = one
                  return quota === undefined ? rest : { ...rest, quota: Math.min(1, quota / 100) }
                }),
              )
            }
          />
          {isEditable && (
            <IconButton
              icon="close"
              label={`删去等次${grade.name}`}
              onClick={() => set(grades.filter((_, index) => index !== at))}
            />
          )}
        </div>
      ))}
      {isEditable && (
        <Button
          kind="quiet"
          onClick={() => set([...grades, { name: '优秀', atLeast: Math.max(0, (grades.at(-1)?.atLeast ?? 100) - 10) }])}
        >
          加一个等次
        </Button>
      )}
    </div>
  )
}
