import { differenceUnit } from '@cg/domain/number/number-format'
import { ruleWords } from '@cg/domain/claim/scoring-rule-words'
import { Button, IconButton } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { NumberBox } from './number-box.tsx'
import { choiceOf, newRule, ruleChoices } from './rule-words.ts'
import type { Normaliser, Rule } from './rule-words.ts'

type RuleEditorProps = { name: string; unit: string; rule: Rule; onChange: (rule: Rule) => void }

/** The kind of a rule and its numbers, with the sentence that they make. */
export function RuleEditor({ name, unit, rule, onChange }: RuleEditorProps) {
  const choice = choiceOf(rule)
  const options = choice === 'other' ? ruleChoices : ruleChoices.filter((one) => one.value !== 'other')
  return (
    <div className="scheme-rule">
      <Select
        aria-label={`${name}：计分规则`}
        options={options}
        value={choice}
        onChange={(next) => {
          if (next !== 'other' && next !== choice) onChange(newRule(next))
        }}
      />
      <div className="scheme-params" key={choice}>
        <RuleNumbers rule={rule} unit={unit} onChange={onChange} />
      </div>
      <p className="scheme-sentence">{ruleWords(rule, unit)}</p>
    </div>
  )
}

type NumberField<T> = {
  key: keyof T & string
  label: string | ((unit: string) => string)
  min?: number
  isOptional?: boolean
}

const full = { key: 'full', label: '本项满分', min: 0.01, isOptional: true } as const

/** The numbers of each kind of rule, in the order they are asked for. */
const ruleNumbers: { [K in Rule['kind']]: readonly NumberField<Extract<Rule, { kind: K }>>[] } = {
  target_ratio: [{ key: 'cap', label: '封顶（1为100%）', min: 0.01 }],
  target_pass: [],
  step_down: [
    { key: 'step', label: (unit) => `每差（${differenceUnit(unit)}）`, min: 0.0001 },
    { key: 'loss', label: '扣分', min: 0 },
    { key: 'maxLoss', label: '最多扣', min: 0, isOptional: true },
    full,
    { key: 'target', label: '另定目标', isOptional: true },
  ],
  linear_around_target: [
    { key: 'base', label: '达标得（%）', min: 0 },
    { key: 'slope', label: (unit) => `每1${differenceUnit(unit)}加减（分）`, min: 0 },
    { key: 'cap', label: '最多（%）', min: 0 },
    full,
  ],
  bands: [{ key: 'otherwise', label: '其余得分', min: 0 }, full],
  power: [{ key: 'base', label: '起评分', min: 0, isOptional: true }],
  rank_decay: [
    { key: 'step', label: '每低1名减', min: 0 },
    { key: 'floor', label: '不低于', min: 0, isOptional: true },
  ],
  normalise: [],
}

const normaliserNumbers: { [K in Normaliser['kind']]?: readonly NumberField<Extract<Normaliser, { kind: K }>>[] } = {
  goalposts: [
    { key: 'low', label: (unit) => `下限（${unit}）` },
    { key: 'high', label: (unit) => `上限（${unit}）` },
  ],
  min_max: [
    { key: 'low', label: '最差得', isOptional: true },
    { key: 'high', label: '最好得', isOptional: true },
  ],
}

type NumbersProps<T> = {
  of: T
  fields: readonly { key: string; label: string | ((unit: string) => string); min?: number; isOptional?: boolean }[]
  unit: string
  onChange: (next: T) => void
}

/** A box for each number; one emptied takes its optional number away. */
function Numbers<T extends object>({ of, fields, unit, onChange }: NumbersProps<T>) {
  return fields.map(({ key, label, min, isOptional = false }) => (
    <NumberBox
      key={key}
      label={typeof label === 'string' ? label : label(unit)}
      isOptional={isOptional}
      value={numberAt(of, key)}
      onChange={(value) => {
        if (value !== undefined || isOptional) onChange(put(of, key, value))
      }}
      {...(min === undefined ? {} : { min })}
    />
  ))
}

function numberAt(of: object, key: string): number | undefined {
  const value: unknown = Object.entries(of).find(([name]) => name === key)?.[1]
  return typeof value === 'number' ? value : undefined
}

/** The object without the property when the value is undefined, as optional properties want it. */
function put<T extends object>(rule: T, key: string, value: number | undefined): T {
  const { [key]: _old, ...rest } = rule as Record<string, unknown>
  // Only numbers of the rule itself are put in, and only optional ones taken out, so what is left is the same rule.
  return (value === undefined ? rest : { ...rest, [key]: value }) as T
}

type RuleNumbersProps = { rule: Rule; unit: string; onChange: (rule: Rule) => void }

function RuleNumbers({ rule, unit, onChange }: RuleNumbersProps) {
  return (
    <>
      {rule.kind === 'bands' && (
        <Pairs
          words={[`达到（${unit}）`, '得分']}
          pairs={rule.bands.map(({ limit, points }) => [limit, points])}
          onChange={(pairs) => onChange({ ...rule, bands: pairs.map(([limit, points]) => ({ limit, points })) })}
        />
      )}
      <Numbers of={rule} fields={ruleNumbers[rule.kind]} unit={unit} onChange={onChange} />
      {rule.kind === 'step_down' && (
        <Checkbox
          label="不足一档不扣"
          checked={rule.wholeSteps === true}
          onChange={(event) => onChange({ ...rule, wholeSteps: event.target.checked })}
        />
      )}
      {rule.kind === 'power' && <PowerBounds rule={rule} unit={unit} onChange={onChange} />}
      {rule.kind === 'normalise' && (
        <NormaliserNumbers
          normaliser={rule.normaliser}
          unit={unit}
          onChange={(normaliser) => onChange({ ...rule, normaliser })}
        />
      )}
    </>
  )
}

type PowerProps = { rule: Extract<Rule, { kind: 'power' }>; unit: string; onChange: (rule: Rule) => void }

function PowerBounds({ rule, unit, onChange }: PowerProps) {
  const { bounds } = rule
  return (
    <>
      <Checkbox
        label="上下限取各单位的最好最差"
        checked={bounds === 'units'}
        onChange={(event) => onChange({ ...rule, bounds: event.target.checked ? 'units' : { worst: 0, best: 100 } })}
      />
      {bounds !== 'units' && (
        <Numbers
          of={bounds}
          fields={[
            { key: 'worst', label: `不允许值（${unit}）` },
            { key: 'best', label: `满意值（${unit}）` },
          ]}
          unit={unit}
          onChange={(next) => onChange({ ...rule, bounds: next })}
        />
      )}
    </>
  )
}

type NormaliserProps = { normaliser: Normaliser; unit: string; onChange: (normaliser: Normaliser) => void }

function NormaliserNumbers({ normaliser, unit, onChange }: NormaliserProps) {
  if (normaliser.kind !== 'sheet')
    return <Numbers of={normaliser} fields={normaliserNumbers[normaliser.kind] ?? []} unit={unit} onChange={onChange} />
  return (
    <>
      <Pairs
        words={[`数值（${unit}）`, '得分']}
        pairs={normaliser.points.map(({ value, score }) => [value, score])}
        onChange={(pairs) => onChange({ ...normaliser, points: pairs.map(([value, score]) => ({ value, score })) })}
      />
      <Checkbox
        label="两行之间按比例"
        checked={normaliser.between === 'linear'}
        onChange={(event) => onChange({ ...normaliser, between: event.target.checked ? 'linear' : 'step' })}
      />
    </>
  )
}

type Pair = [number, number]
type PairsProps = { words: readonly [string, string]; pairs: readonly Pair[]; onChange: (pairs: Pair[]) => void }

/** A short table of two columns: lines can be added and taken away, at least one stays. */
function Pairs({ words, pairs, onChange }: PairsProps) {
  const set = (at: number, next: Pair) => onChange(pairs.map((pair, index) => (index === at ? next : pair)))
  return (
    <div className="scheme-pairs" role="group" aria-label={words.join('、')}>
      {pairs.map(([left, right], at) => (
        <span key={at} className="scheme-pair">
          <NumberBox
            label={words[0]}
            value={left}
            onChange={(value) => value !== undefined && set(at, [value, right])}
          />
          <NumberBox
            label={words[1]}
            value={right}
            onChange={(value) => value !== undefined && set(at, [left, value])}
          />
          <IconButton
            icon="close"
            label={`删去第${at + 1}行`}
            disabled={pairs.length === 1}
            onClick={() => onChange(pairs.filter((_, index) => index !== at))}
          />
        </span>
      ))}
      <Button kind="quiet" onClick={() => onChange([...pairs, pairs.at(-1) ?? [0, 0]])}>
        加一行
      </Button>
    </div>
  )
}
