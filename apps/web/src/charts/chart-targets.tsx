import type { Target } from '@cg/charts/options/settings'
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
  selectedKey: string | null
  onSelect: ((key: string) => void) | undefined
  target: ((target: Target, shape: TargetShape) => ReactNode) | undefined
}

/** Of more marks only the one under the pointer and the chosen one are elements; keyboard and ear have the table. */
const mostElements = 300

function targetAt(targets: readonly Target[], event: PointerEvent<HTMLElement>): Target | null {
  const frame = event.currentTarget.getBoundingClientRect()
  const [x, y] = [event.clientX - frame.left, event.clientY - frame.top]
  const holds = ({ box }: Target): boolean =>
    x >= box.left && x <= box.left + box.width && y >= box.top && y <= box.top + box.height
  return targets.find(holds) ?? null
}

/** Buttons or links over the marks of a drawing, in the order drawn, with a tip for pointer and keyboard; only tips where nothing can be chosen. */
export function ChartTargets({ label, height, targets, selectedKey, onSelect, target }: ChartTargetsProps) {
  const [tip, setTip] = useState<Target | null>(null)
  // Marked with the click itself; what the page makes of it may take longer than a frame.
  const [pressed, setPressed] = useState<string | null>(null)
  const isMany = targets.length > mostElements
  const shown = isMany ? targets.filter((one) => one === tip || one.key === selectedKey) : targets
  const hide = () => setTip(null)
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
    const choose = () => {
      setPressed(one.key)
      afterPaint(() => {
        setPressed(null)
        onSelect(one.key)
      })
    }
    const isChosen = one.key === selectedKey
    return (
      <button type="button" {...shape} aria-pressed={one.key === pressed ? !isChosen : isChosen} onClick={choose} />
    )
  }
  return (
    <div
      className={isMany ? 'chart-targets is-many' : 'chart-targets'}
      onPointerMove={isMany ? (event) => setTip(targetAt(targets, event)) : undefined}
      {...(onSelect || target ? { role: 'group', 'aria-label': label } : { 'aria-hidden': true })}
      onPointerLeave={hide}
      onBlur={hide}
      onKeyDown={(event) => event.key === 'Escape' && hide()}
    >
      {shown.map((one) => (
        <Fragment key={one.key}>{draw(one)}</Fragment>
      ))}
      {isMany && (onSelect || target) && (
        <p className="visually-hidden">共{targets.length}个单位，逐个数值请用键盘打开数据表。</p>
      )}
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

/** Under its mark; above it in the lower half of the drawing. */
function Tip({ tip: { box, detail }, height }: { tip: Target; height: number }) {
  const middle = box.left + box.width / 2
  const isAbove = box.top + box.height / 2 > height / 2
  const vertical = isAbove ? { bottom: height - box.top + 4 } : { top: box.top + box.height + 4 }
  return (
    <div className="chart-tip" aria-hidden="true" style={{ left: middle, ...vertical }}>
      {detail.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  )
}
