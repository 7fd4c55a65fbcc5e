import type { TargetFilter } from '@cg/contract/chart-choices'
import { StatusMark } from '../../ui/status-chip.tsx'
import type { Tone } from '../../ui/status-chip.tsx'
import type { LightCounts } from './models.ts'

const filters: readonly { readonly key: TargetFilter; readonly label: string; readonly tone: Tone }[] = [
  { key: 'met', label: '达标', tone: 'good' },
  { key: 'near', label: '临近', tone: 'near' },
  { key: 'late', label: '滞后', tone: 'late' },
  { key: 'none', label: '未报、不评价', tone: 'none' },
]

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
      {filters.map(({ key, label, tone }) => (
        <button
          key={key}
          type="button"
          className="goal-count"
          aria-pressed={value === key}
          disabled={counts[key] === 0 && value !== key}
          onClick={() => onChange(value === key ? undefined : key)}
        >
          <StatusMark tone={tone} size={12} />
          {label} <b>{counts[key]}</b>
        </button>
      ))}
    </div>
  )
}
