import { areShortcutsOn, isShortcut, useKeyDown } from '../../lib/keys.ts'
import { Button } from '../../ui/button.tsx'
import { nextTo } from './filter.ts'

type JumpBarProps = { shown: readonly number[]; chosen: number | null; onJump: (at: number) => void }

/** From one figure to the next of those that are shown, by button or by key. */
export function JumpBar({ shown, chosen, onJump }: JumpBarProps) {
  const next = nextTo(shown, chosen, 1)
  const before = nextTo(shown, chosen, -1)
  useKeyDown((event) => {
    if (!isShortcut(event)) return
    const key = event.key.toLowerCase()
    const to = key === 'j' ? next : key === 'k' ? before : null
    if (to === null) return
    event.preventDefault()
    onJump(to)
  })
  const at = chosen === null ? -1 : shown.indexOf(chosen)
  const [back, on] = areShortcutsOn() ? ['上一处（K）', '下一处（J）'] : ['上一处', '下一处']
  return (
    <div className="speech-jump">
      <Button disabled={before === null} onClick={() => before !== null && onJump(before)}>
        {back}
      </Button>
      <Button disabled={next === null} onClick={() => next !== null && onJump(next)}>
        {on}
      </Button>
      <span className="speech-hint" role="status">
        {at < 0 ? `共${shown.length}处` : `第${at + 1}处，共${shown.length}处`}
      </span>
    </div>
  )
}
