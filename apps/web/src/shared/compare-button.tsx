import { Button } from '../ui/button.tsx'
import { mostCompared, useCompareTray } from './compare-tray.ts'

/** Puts a unit aside for 对比 or takes it out; says when there is no room. */
export function CompareButton({ unit, name }: { unit: string; name: string }) {
  const { units, isFull, add, remove } = useCompareTray()
  const isIn = units.includes(unit)
  if (!isIn && isFull)
    return (
      <Button kind="quiet" disabled>
        对比已满{mostCompared}个
      </Button>
    )
  return (
    <Button
      kind="quiet"
      aria-pressed={isIn}
      aria-label={isIn ? `移出对比：${name}` : `加入对比：${name}`}
      onClick={() => (isIn ? remove(unit) : add(unit))}
    >
      {isIn ? '已加入对比 ×' : '加入对比 +'}
    </Button>
  )
}
