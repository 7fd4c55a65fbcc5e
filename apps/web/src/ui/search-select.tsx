import './search-select.css'
import { useEffect, useId, useState } from 'react'
import type { KeyboardEvent } from 'react'

type Choice = { readonly value: string; readonly label: string; readonly isDisabled?: boolean }

type SearchSelectProps = {
  options: readonly Choice[]
  value: string
  onChange: (value: string) => void
  className: string | undefined
  id: string | undefined
  disabled: boolean | undefined
  /** Says what is chosen; left out where a label stands for `id`. */
  label: string | undefined
}

const mostShown = 12

/** Where the words stand in an option's name or code: at the beginning first, then anywhere; null where they do not. */
function matchOf({ value, label }: Choice, words: string): number | null {
  const [name, code] = [label.toLowerCase(), value.toLowerCase()]
  if (name.startsWith(words) || code === words) return 0
  return name.includes(words) || code.includes(words) ? 1 : null
}

type Found = { readonly shown: readonly Choice[]; readonly found: number }

/** Options that hold the typed words, best first and in their order; without words those from the chosen one on. */
export function findOptions(options: readonly Choice[], typed: string, value: string): Found {
  const words = typed.trim().toLowerCase()
  if (words === '') {
    const at = Math.max(
      0,
      options.findIndex((option) => option.value === value),
    )
    const from = Math.max(0, Math.min(at, options.length - mostShown))
    return { shown: options.slice(from, from + mostShown), found: options.length }
  }
  const found = options.flatMap((option) => {
    const match = matchOf(option, words)
    return match === null ? [] : [{ option, match }]
  })
  const inOrder = found.toSorted((left, right) => left.match - right.match)
  return { shown: inOrder.slice(0, mostShown).map(({ option }) => option), found: found.length }
}

function countWords(found: number, shown: number): string {
  if (found === 0) return '没有找到，可试试名称中的一两个字。'
  return found > shown ? `共${found}项，输入名称缩小范围。` : ''
}

/** A long list of choices: typing narrows it, arrows and Enter choose, Esc leaves everything as it was. */
export function SearchSelect(props: SearchSelectProps) {
  const { options, value, onChange, className, id, disabled, label } = props
  const list = useId()
  /** Null while closed: then the field shows what is chosen. */
  const [typed, setTyped] = useState<string | null>(null)
  const [active, setActive] = useState(0)
  const current = options.find((option) => option.value === value)
  const { shown, found } = findOptions(options, typed ?? '', value)
  const isOpen = typed !== null
  const close = () => {
    setTyped(null)
    setActive(0)
  }
  const choose = (option: Choice | undefined) => {
    if (option === undefined || option.isDisabled === true) return
    close()
    if (option.value !== value) onChange(option.value)
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown' && isOpen) setActive(Math.min(active + 1, shown.length - 1))
    else if (event.key === 'ArrowDown') setTyped('')
    else if (event.key === 'ArrowUp' && isOpen) setActive(Math.max(active - 1, 0))
    else if (event.key === 'Enter' && isOpen) choose(shown[active])
    else if (event.key === 'Escape' && isOpen) {
      event.stopPropagation()
      close()
    } else return
    event.preventDefault()
  }
  return (
    <span className="search-select">
      <input
        id={id}
        role="combobox"
        className={['select', className].filter(Boolean).join(' ')}
        aria-label={label}
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={list}
        aria-activedescendant={isOpen && shown[active] ? `${list}-${active}` : undefined}
        autoComplete="off"
        disabled={disabled}
        value={typed ?? current?.label ?? ''}
        placeholder={current?.label ?? ''}
        onClick={() => {
          if (!isOpen) setTyped('')
        }}
        onChange={(event) => {
          setTyped(event.target.value)
          setActive(0)
        }}
        onBlur={close}
        onKeyDown={onKey}
      />
      <Box {...{ list, label, isOpen, shown, found, active }} onActive={setActive} onChoose={choose} />
    </span>
  )
}

type BoxProps = Found & {
  list: string
  label: string | undefined
  isOpen: boolean
  active: number
  onActive: (at: number) => void
  onChoose: (option: Choice) => void
}

function Box({ list, label, isOpen, shown, found, active, onActive, onChoose }: BoxProps) {
  useEffect(() => {
    // At the foot of a dialog the list goes on below its edge; all of it at once would push the field out above.
    if (isOpen) document.getElementById(`${list}-${active}`)?.scrollIntoView({ block: 'nearest' })
  }, [isOpen, list, active])
  return (
    <span className="search-select-box" hidden={!isOpen}>
      <span id={list} role="listbox" aria-label={label}>
        {isOpen &&
          shown.map((option, at) => (
            <span
              key={option.value}
              id={`${list}-${at}`}
              role="option"
              aria-selected={at === active}
              aria-disabled={option.isDisabled === true}
              className="search-select-option"
              onMouseMove={() => onActive(at)}
              // Before the field loses its focus, which closes the list.
              onMouseDown={(event) => {
                event.preventDefault()
                onChoose(option)
              }}
            >
              {option.label}
            </span>
          ))}
      </span>
      <span className="search-select-more" role="status">
        {isOpen && countWords(found, shown.length)}
      </span>
    </span>
  )
}
