import type { Target } from '@cg/charts/options/settings'
import { textWidth } from '@cg/charts/text-layout'
import { Fragment, useState } from 'react'
import type { CSSProperties, PointerEvent, ReactNode } from 'react'
import { afterPaint } from '../ui/after-paint.ts'

/** What an element over a mark is given: its place, the words for a screen reader, and when its tip is shown. */
export type TargetShape = {
  className: string
  style: CSSProperties
  'aria-label': string
  onFocus: () => void
  /** The mark's own shape, where that is no rectangle. */
  children?: ReactNode
  onPointerEnter: () => void
}

type ChartTargetsProps = {
  label: string
  height: number
  targets: readonly Target[]
  /** What only the pointer finds. */
  points: readonly Target[]
  selectedKey: string | null
  onSelect: ((key: string) => void) | undefined
  target: ((target: Target, shape: TargetShape) => ReactNode) | undefined
}

/** Of more marks only the one under the pointer and the chosen one are elements; keyboard and ear have the table. */
const mostElements = 300

/** Of what holds the pointer the nearest. */
function targetAt(targets: readonly Target[], event: PointerEvent<HTMLElement>): Target | null {
  const frame = event.currentTarget.getBoundingClientRect()
  const [x, y] = [event.clientX - frame.left, event.clientY - frame.top]
  let found: Target | null = null
  let least = Infinity
  for (const target of targets) {
    const { left, top, width, height } = target.box
    if (x < left || x > left + width || y < top || y > top + height) continue
    const distance = Math.hypot(x - left - width / 2, y - top - height / 2)
    if (distance < least) [found, least] = [target, distance]
  }
  return found
}

/** Buttons or links over the marks of a drawing, in the order drawn, with a tip for pointer and keyboard; only tips where nothing can be chosen. */
export function ChartTargets({ label, height, targets, points, selectedKey, onSelect, target }: ChartTargetsProps) {
  const [tip, setTip] = useState<Target | null>(null)
  // Marked with the click itself; what the page makes of it may take longer than a frame.
  const [pressed, setPressed] = useState<string | null>(null)
  const isMany = targets.length > mostElements
  const isRead = (onSelect !== undefined || target !== undefined) && targets.length > 0
  const shown = isMany ? targets.filter((one) => one === tip || one.key === selectedKey) : targets
  const isHeard = isMany || points.length > 0
  const hide = () => setTip(null)
  const find = (event: PointerEvent<HTMLElement>) => setTip(targetAt([...targets, ...points], event))
  const chosenByPoint = onSelect && tip && points.includes(tip) && targets.some(({ key }) => key === tip.key)
  const choose = (key: string) => {
    setPressed(key)
    afterPaint(() => {
      setPressed(null)
      onSelect?.(key)
    })
  }
  const shapeOf = (one: Target): TargetShape => ({
    className: 'chart-target',
    style: { ...one.box },
    'aria-label': one.detail.join('，'),
    onFocus: () => setTip(one),
    onPointerEnter: () => setTip(one),
    children: one.area && <AreaOf target={one} area={one.area} />,
  })
  const draw = (one: Target) => {
    if (target) return target(one, shapeOf(one))
    const shape = shapeOf(one)
    if (!onSelect)
      return (
        <span className="chart-target is-quiet" style={shape.style} onPointerEnter={shape.onPointerEnter}>
          {shape.children}
        </span>
      )
    const isChosen = one.key === selectedKey
    return (
      <button
        type="button"
        {...shape}
        aria-pressed={one.key === pressed ? !isChosen : isChosen}
        onClick={() => choose(one.key)}
      />
    )
  }
  return (
    <div
      className={['chart-targets', isHeard && 'is-heard', chosenByPoint && 'is-choice'].filter(Boolean).join(' ')}
      {...(isHeard ? { onPointerMove: find, onPointerDown: find } : {})}
      onClick={({ target: met, currentTarget }) => chosenByPoint && met === currentTarget && choose(tip.key)}
      {...(isRead ? { role: 'group', 'aria-label': label } : { 'aria-hidden': true })}
      // A finger that is lifted has read nothing yet.
      onPointerLeave={({ pointerType }) => !(isHeard && pointerType === 'touch') && hide()}
      onBlur={hide}
      onKeyDown={(event) => event.key === 'Escape' && hide()}
    >
      {shown.map((one) => (
        <Fragment key={one.key}>{draw(one)}</Fragment>
      ))}
      {isMany && isRead && <p className="visually-hidden">共{targets.length}个单位，逐个数值请用键盘打开数据表。</p>}
      {tip && <Tip tip={tip} height={height} />}
    </div>
  )
}

/** Reaches over the drawing as far as the mark's shape, and only there meets the pointer. */
function AreaOf({ target: { box }, area }: { target: Target; area: NonNullable<Target['area']> }) {
  const { path, width, height } = area
  return (
    <span
      className="chart-area"
      style={{ left: -box.left, top: -box.top, width, height, clipPath: `path("${path}")` }}
    />
  )
}

/** Letters and padding of a tip, as chart-drawing.css has them. */
const [letter, padding] = [13, 26]

/** Under its mark, above it in the lower half of the drawing, and never over its sides. */
function Tip({ tip: { box, detail }, height }: { tip: Target; height: number }) {
  const middle = box.left + box.width / 2
  const isAbove = box.top + box.height / 2 > height / 2
  const vertical = isAbove ? { bottom: height - box.top + 4 } : { top: box.top + box.height + 4 }
  const half = (Math.max(0, ...detail.map(textWidth)) * letter + padding) / 2
  const least = `min(${half}px, 140px, 45%)`
  return (
    <div
      className="chart-tip"
      aria-hidden="true"
      style={{ left: `clamp(${least}, ${middle}px, 100% - ${least})`, ...vertical }}
    >
      {detail.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  )
}
