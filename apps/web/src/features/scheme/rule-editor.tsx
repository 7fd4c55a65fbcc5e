import { Button, IconButton } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { NumberBox } from './number-box.tsx'
import { choiceOf, differenceUnit, newRule, ruleChoices, ruleWords } from './rule-words.ts'
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

/** The object without the property when the value is undefined, as optional properties want it. */
function put<T extends object, K extends string>(rule: T, key: K, value: number | undefined): T {
  const { [key]: _old, ...rest } = rule as Record<string, unknown>
  // Only optional numbers of the rule itself are put in or taken out, so what is left is the same rule.
  return (value === undefined ? rest : { ...rest, [key]: value }) as T
}

function RuleNumbers({ rule, unit, onChange }: { rule: Rule; unit: string; onChange: (rule: Rule) => void }) {
  switch (rule.kind) {
    case 'target_ratio':
      return (
        <NumberBox
          label="封顶（1为100%）"
          min={0.01}
          value={rule.cap}
          onChange={(cap) => cap !== undefined && onChange({ ...rule, cap })}
        />
      )
    case 'target_pass':
      return null
    case 'step_down':
      return (
        <>
          <NumberBox
            label={`每差（${differenceUnit(unit)}）`}
            min={0.0001}
            value={rule.step}
            onChange={(step) => step !== undefined && onChange({ ...rule, step })}
          />
          <NumberBox
            label="扣分"
            min={0}
            value={rule.loss}
            onChange={(loss) => loss !== undefined && onChange({ ...rule, loss })}
          />
          <NumberBox
            label="最多扣"
            min={0}
            isOptional
            value={rule.maxLoss}
            onChange={(most) => onChange(put(rule, 'maxLoss', most))}
          />
          <NumberBox
            label="本项满分"
            min={0.01}
            isOptional
            value={rule.full}
            onChange={(full) => onChange(put(rule, 'full', full))}
          />
          <NumberBox
            label="另定目标"
            isOptional
            value={rule.target}
            onChange={(target) => onChange(put(rule, 'target', target))}
          />
          <Checkbox
            label="不足一档不扣"
            checked={rule.wholeSteps === true}
            onChange={(event) => onChange({ ...rule, wholeSteps: event.target.checked })}
          />
        </>
      )
    case 'linear_around_target':
      return (
        <>
          <NumberBox
            label="达标得（%）"
            min={0}
            value={rule.base}
            onChange={(base) => base !== undefined && onChange({ ...rule, base })}
          />
          <NumberBox
            label={`每1${differenceUnit(unit)}加减（分）`}
            min={0}
            value={rule.slope}
            onChange={(slope) => slope !== undefined && onChange({ ...rule, slope })}
          />
          <NumberBox
            label="最多（%）"
            min={0}
            value={rule.cap}
            onChange={(cap) => cap !== undefined && onChange({ ...rule, cap })}
          />
          <NumberBox
            label="本项满分"
            min={0.01}
            isOptional
            value={rule.full}
            onChange={(full) => onChange(put(rule, 'full', full))}
          />
        </>
      )
    case 'bands':
      return (
        <>
          <Pairs
            words={[`达到（${unit}）`, '得分']}
            pairs={rule.bands.map(({ limit, points }) => [limit, points])}
            onChange={(pairs) => onChange({ ...rule, bands: pairs.map(([limit, points]) => ({ limit, points })) })}
          />
          <NumberBox
            label="其余得分"
            min={0}
            value={rule.otherwise}
            onChange={(otherwise) => otherwise !== undefined && onChange({ ...rule, otherwise })}
          />
          <NumberBox
            label="本项满分"
            min={0.01}
            isOptional
            value={rule.full}
            onChange={(full) => onChange(put(rule, 'full', full))}
          />
        </>
      )
    case 'power':
      return <PowerNumbers rule={rule} unit={unit} onChange={onChange} />
    case 'rank_decay':
      return (
        <>
          <NumberBox
            label="每低1名减"
            min={0}
            value={rule.step}
            onChange={(step) => step !== undefined && onChange({ ...rule, step })}
          />
          <NumberBox
            label="不低于"
            min={0}
            isOptional
            value={rule.floor}
            onChange={(floor) => onChange(put(rule, 'floor', floor))}
          />
        </>
      )
    case 'normalise':
      return (
        <NormaliserNumbers
          normaliser={rule.normaliser}
          unit={unit}
          onChange={(normaliser) => onChange({ ...rule, normaliser })}
        />
      )
  }
}

type PowerProps = { rule: Extract<Rule, { kind: 'power' }>; unit: string; onChange: (rule: Rule) => void }

function PowerNumbers({ rule, unit, onChange }: PowerProps) {
  const { bounds } = rule
  return (
    <>
      <NumberBox
        label="起评分"
        min={0}
        isOptional
        value={rule.base}
        onChange={(base) => onChange(put(rule, 'base', base))}
      />
      <Checkbox
        label="上下限取各单位的最好最差"
        checked={bounds === 'units'}
        onChange={(event) => onChange({ ...rule, bounds: event.target.checked ? 'units' : { worst: 0, best: 100 } })}
      />
      {bounds !== 'units' && (
        <>
          <NumberBox
            label={`不允许值（${unit}）`}
            value={bounds.worst}
            onChange={(worst) => worst !== undefined && onChange({ ...rule, bounds: { ...bounds, worst } })}
          />
          <NumberBox
            label={`满意值（${unit}）`}
            value={bounds.best}
            onChange={(best) => best !== undefined && onChange({ ...rule, bounds: { ...bounds, best } })}
          />
        </>
      )}
    </>
  )
}

type NormaliserProps = { normaliser: Normaliser; unit: string; onChange: (normaliser: Normaliser) => void }

function NormaliserNumbers({ normaliser, unit, onChange }: NormaliserProps) {
  switch (normaliser.kind) {
    case 'goalposts':
      return (
        <>
          <NumberBox
            label={`下限（${unit}）`}
            value={normaliser.low}
            onChange={(low) => low !== undefined && onChange({ ...normaliser, low })}
          />
          <NumberBox
            label={`上限（${unit}）`}
            value={normaliser.high}
            onChange={(high) => high !== undefined && onChange({ ...normaliser, high })}
          />
        </>
      )
    case 'sheet':
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
    case 'min_max':
      return (
        <>
          <NumberBox
            label="最差得"
            isOptional
            value={normaliser.low}
            onChange={(low) => onChange(put(normaliser, 'low', low))}
          />
          <NumberBox
            label="最好得"
            isOptional
            value={normaliser.high}
            onChange={(high) => onChange(put(normaliser, 'high', high))}
          />
        </>
      )
    default:
      return null
  }
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
