import { dimensionNames } from '@cg/contract/dimension'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { trialWeights } from '@cg/contract/score-trial'
import type { TrialWeights } from '@cg/contract/score-trial'
import { formatShare } from '@cg/domain/number/number-format'
import { Panel } from '../../ui/panel.tsx'

type WeightPanelProps = { facts: RankingFacts; trial: TrialWeights; onTrial: (trial: TrialWeights) => void }

type Item = { readonly code: string; readonly name: string; readonly own: number; readonly now: number }
type Block = { readonly code: string; readonly items: readonly Item[]; readonly own: number; readonly now: number }

/** Weights by block, and within each by indicator, as sliders; the share of all weights beside each. */
export function WeightPanel({ facts, trial, onTrial }: WeightPanelProps) {
  const blocks = blocksOf(facts, trial)
  const sum = blocks.reduce((total, { now }) => total + now, 0)
  const most = Math.max(60, ...blocks.map(({ own }) => Math.ceil(own * 2)))
  const share = (weight: number): string => (sum === 0 ? '—' : formatShare(weight / sum))
  return (
    <Panel title="权重" subtitle="按合计折算，拖动后其余各项占比随之变化" className="weight-panel">
      {sum === 0 && <p role="alert">权重合计为0，没有可计分的指标。请调高至少一项。</p>}
      {blocks.map((block) => (
        <section key={block.code} className="weight-block" aria-label={nameOf(block)}>
          <Slider
            name={nameOf(block)}
            weight={block.now}
            own={block.own}
            most={most}
            step={1}
            share={share(block.now)}
            onWeight={(weight) => onTrial(withBlock(trial, block, weight))}
          />
          <details>
            <summary>逐项调整（{block.items.length}项）</summary>
            {block.items.map((item) => (
              <Slider
                key={item.code}
                name={item.name}
                weight={item.now}
                own={item.own}
                most={Math.max(10, Math.ceil(item.own * 3))}
                step={0.5}
                share={share(item.now)}
                onWeight={(weight) => onTrial({ ...trial, items: { ...trial.items, [item.code]: weight } })}
              />
            ))}
          </details>
        </section>
      ))}
    </Panel>
  )
}

function nameOf({ code }: Block): string {
  return dimensionNames[code] ?? code
}

/** A block moved as a whole divides its weight as the scheme does: what was moved within it before is taken back. */
function withBlock({ blocks, items }: TrialWeights, { code, items: own }: Block, weight: number): TrialWeights {
  const kept = Object.entries(items).filter(([item]) => !own.some((one) => one.code === item))
  return { blocks: { ...blocks, [code]: weight }, items: Object.fromEntries(kept) }
}

function blocksOf(facts: RankingFacts, trial: TrialWeights): Block[] {
  const own = facts.weighed?.weights ?? []
  const now = trialWeights(facts, own, trial)
  const items = facts.parts.map(({ code, name, dimension }, at) => ({
    dimension,
    item: { code, name, own: own[at] ?? 0, now: now[at] ?? 0 },
  }))
  return [...Map.groupBy(items, ({ dimension }) => dimension)].map(([code, rows]) => ({
    code,
    items: rows.map(({ item }) => item),
    own: rows.reduce((total, { item }) => total + item.own, 0),
    now: rows.reduce((total, { item }) => total + item.now, 0),
  }))
}

type SliderProps = {
  name: string
  weight: number
  own: number
  most: number
  step: number
  share: string
  onWeight: (weight: number) => void
}

function Slider({ name, weight, own, most, step, share, onWeight }: SliderProps) {
  const shown = Math.round(weight * 100) / 100
  const isMoved = Math.abs(weight - own) > 1e-9
  return (
    <label className={isMoved ? 'weight-slider is-moved' : 'weight-slider'}>
      <span className="weight-name">{name}</span>
      <span className="weight-share">
        {shown}
        {isMoved && `（正式${Math.round(own * 100) / 100}）`}，占{share}
      </span>
      <input
        type="range"
        min={0}
        max={most}
        step={step}
        value={weight}
        aria-valuetext={`${shown}，占${share}`}
        onChange={(event) => onWeight(Number(event.target.value))}
      />
    </label>
  )
}
