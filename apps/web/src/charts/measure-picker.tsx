import './measure-picker.css'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { KeyboardEvent } from 'react'
import { sharedLink } from '../lib/shared-link.ts'
import { matrixQuery } from '../shared/matrix.ts'
import { dimensionWords } from '../shared/words.ts'
import { Button } from '../ui/button.tsx'
import { TextInput } from '../ui/field.tsx'
import { Icon } from '../ui/icons.tsx'
import { Popover } from '../ui/popover.tsx'

type Choice = { code: string; name: string; group: string }

const score: Choice = { code: 'score', name: '综合得分', group: '综合' }

function useChoices(code: string, isOpen: boolean): Choice[] {
  const { data } = useQuery({ ...matrixQuery(code), enabled: isOpen })
  const indicators = (data?.indicators ?? []).map((indicator, at) => ({
    code: indicator.code,
    name: indicator.name,
    group: `${dimensionWords[indicator.dimension] ?? indicator.dimension}${isRanked(data?.rank[at]) ? '' : ' · 不排名'}`,
  }))
  return data?.release.scheme === null ? indicators : [score, ...indicators]
}

function isRanked(places: readonly (number | null)[] | undefined): boolean {
  return places?.some((place) => place !== null) === true
}

/** The composite or any indicator, found by typing a part of its name. */
export function MeasurePicker({
  releaseCode,
  value,
  name,
  onChoose,
}: {
  releaseCode: string
  value: string
  name: string
  onChoose: (code: string) => void
}) {
  const [isOpen, setOpen] = useState(false)
  // A link for a meeting opens one measure: there is nothing to choose.
  if (sharedLink() !== null) return <b>{name}</b>
  return (
    <Popover
      label="选择指标"
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button className="measure-button" aria-label={`排名依据：${name}`}>
          {name}
          <Icon name="chevronDown" size={14} />
        </Button>
      }
    >
      <MeasureList
        releaseCode={releaseCode}
        value={value}
        onChoose={(code) => {
          setOpen(false)
          onChoose(code)
        }}
      />
    </Popover>
  )
}

function MeasureList({
  releaseCode,
  value,
  onChoose,
}: {
  releaseCode: string
  value: string
  onChoose: (code: string) => void
}) {
  const [words, setWords] = useState('')
  const [active, setActive] = useState(0)
  const choices = useChoices(releaseCode, true)
  const found = choices.filter((choice) =>
    `${choice.name}${choice.code}${choice.group}`.toLowerCase().includes(words.trim().toLowerCase()),
  )
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const chosen = found[active]
    if (event.key === 'ArrowDown') setActive(Math.min(active + 1, found.length - 1))
    else if (event.key === 'ArrowUp') setActive(Math.max(active - 1, 0))
    else if (event.key === 'Enter' && chosen) onChoose(chosen.code)
    else return
    event.preventDefault()
  }
  return (
    <div className="measure-list">
      <TextInput
        autoFocus
        role="combobox"
        aria-label="查找指标"
        aria-expanded="true"
        aria-controls="measure-options"
        aria-activedescendant={found[active] ? `measure-${found[active].code}` : undefined}
        placeholder="输入指标名称"
        value={words}
        onChange={(event) => {
          setWords(event.target.value)
          setActive(0)
        }}
        onKeyDown={onKey}
      />
      <ul id="measure-options" role="listbox" aria-label="指标">
        {found.map((choice, index) => (
          <li
            key={choice.code}
            id={`measure-${choice.code}`}
            role="option"
            aria-selected={index === active}
            className={choice.code === value ? 'measure-option is-chosen' : 'measure-option'}
            ref={(element) => {
              if (index === active) element?.scrollIntoView?.({ block: 'nearest' })
            }}
            onMouseMove={() => setActive(index)}
            onClick={() => onChoose(choice.code)}
          >
            <span>{choice.name}</span>
            <span className="muted">{choice.group}</span>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="muted">没有名称含“{words}”的指标</p>}
    </div>
  )
}
