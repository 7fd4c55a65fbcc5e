import type { GapSeries } from '@cg/contract/release/equity'
import { Select } from '../../ui/select.tsx'

type PickerProps = { gaps: readonly GapSeries[]; chosen: GapSeries; onChoose: (gap: GapSeries) => void }

/** Who is held against whom, then by which indicator; another pair keeps the indicator where it has it. */
export function GapPicker({ gaps, chosen, onChoose }: PickerProps) {
  const names = [...new Set(gaps.map((gap) => gap.name))]
  const ofPair = (name: string): GapSeries[] => gaps.filter((gap) => gap.name === name)
  const choosePair = (name: string) => {
    const own = ofPair(name)
    const next = own.find((gap) => gap.indicator === chosen.indicator) ?? own[0]
    if (next) onChoose(next)
  }
  const chooseIndicator = (code: string) => {
    const next = ofPair(chosen.name).find((gap) => gap.indicator === code)
    if (next) onChoose(next)
  }
  return (
    <>
      <Select
        caption="比较"
        value={chosen.name}
        options={names.map((name) => ({ value: name, label: name }))}
        onChange={choosePair}
      />
      <Select
        caption="指标"
        value={chosen.indicator}
        options={ofPair(chosen.name).map((gap) => ({ value: gap.indicator, label: gap.measureName }))}
        onChange={chooseIndicator}
      />
    </>
  )
}
