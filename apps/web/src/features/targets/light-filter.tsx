import { filterWord } from '@cg/charts/models/target-rows'
import type { LightCounts } from '@cg/charts/page/targets'
import { targetFilters } from '@cg/contract/chart-choices'
import type { TargetFilter } from '@cg/contract/chart-choices'
import { lightTone } from '../../charts/light-chip.tsx'
import { StatusMark } from '../../ui/status-chip.tsx'
import type { Tone } from '../../ui/status-chip.tsx'

const always: readonly TargetFilter[] = ['met', 'near', 'late', 'not_reported']

function toneOf(filter: TargetFilter): Tone {
  return filter === 'met' || filter === 'near' || filter === 'late' ? lightTone[filter] : 'none'
}

/** The three lights and 未报; what else has no light, each by its own name, where there is any. */
function shownFilters(counts: LightCounts, chosen: TargetFilter | undefined): TargetFilter[] {
  return targetFilters.filter((filter) => always.includes(filter) || counts[filter] > 0 || filter === chosen)
}

type LightFilterProps = {
  counts: LightCounts
  value: TargetFilter | undefined
  /** A year to come has no lights. */
  isDue: boolean
  onChange: (light: TargetFilter | undefined) => void
}

/** How many stand under each light; pressing one narrows the list to it, pressing it again shows all. */
export function LightFilter({ counts, value, isDue, onChange }: LightFilterProps) {
  if (!isDue) return <p className="goal-counts muted">{counts.all}项目标尚未到期，只作对照，不评灯号。</p>
  return (
    <div className="goal-counts" role="group" aria-label="按状态筛选">
      {shownFilters(counts, value).map((key) => (
        <button
          key={key}
          type="button"
          className="goal-count"
          aria-pressed={value === key}
          disabled={counts[key] === 0 && value !== key}
          onClick={() => onChange(value === key ? undefined : key)}
        >
          <StatusMark tone={toneOf(key)} size={12} />
          {filterWord(key)} <b>{counts[key]}</b>
        </button>
      ))}
    </div>
  )
}
