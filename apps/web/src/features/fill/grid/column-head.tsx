import { useRef } from 'react'
import type { ComponentProps, CSSProperties, KeyboardEvent, MouseEvent, PointerEvent, ReactNode } from 'react'
import { step, withinBounds } from './widths.ts'
import type { Widths } from './widths.ts'

type ColumnHeadProps = {
  column: string
  widths: Widths
  className?: string
  children: ReactNode
}

/** A head whose edge is drawn to make its column wider or narrower; a double click fits it. */
export function ColumnHead({ column, widths, className = '', children }: ColumnHeadProps) {
  const width = widths.of(column)
  return (
    <th
      scope="col"
      data-column={column}
      className={width === undefined ? className : `${className} entry-grid-set`}
      style={width === undefined ? undefined : exactly(width)}
    >
      {children}
      <Grip widths={widths} aria-hidden="true" />
    </th>
  )
}

export const labelColumn = 'labels'

/** The head of the labels: no cell of it ever has the focus, so its edge can be gone to and moved by arrows. */
export function LabelHead({ widths, children }: { widths: Widths; children: ReactNode }) {
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const head = headOf(event.currentTarget)
    const by = event.key === 'ArrowRight' ? step : event.key === 'ArrowLeft' ? -step : 0
    if (head === null || (by === 0 && event.key !== 'Enter')) return
    event.preventDefault()
    if (by === 0) widths.fit(head)
    else widths.set(labelColumn, head.offsetWidth + by)
  }
  return (
    <th scope="col" data-column={labelColumn} className="entry-grid-corner entry-grid-frozen">
      {children}
      <Grip
        widths={widths}
        role="separator"
        aria-orientation="vertical"
        aria-label="首列列宽"
        aria-valuenow={widths.of(labelColumn) ?? 190}
        tabIndex={0}
        onKeyDown={onKeyDown}
      />
    </th>
  )
}

const exactly = (width: number): CSSProperties => ({ width, minWidth: width, maxWidth: width })

function headOf(grip: Element): HTMLTableCellElement | null {
  return grip.closest('th')
}

type GripProps = ComponentProps<'span'> & { widths: Widths }

/** While it is drawn only the head itself changes; what it became is kept when the pointer lets go. */
function Grip({ widths, ...rest }: GripProps) {
  const drawn = useRef<{ readonly x: number; readonly width: number; to: number } | null>(null)
  const handlers = {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      const head = headOf(event.currentTarget)
      if (head === null || event.button !== 0) return
      drawn.current = { x: event.clientX, width: head.offsetWidth, to: head.offsetWidth }
      event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const head = headOf(event.currentTarget)
      if (drawn.current === null || head === null) return
      drawn.current.to = withinBounds(drawn.current.width + event.clientX - drawn.current.x)
      show(head, drawn.current.to)
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      const column = headOf(event.currentTarget)?.dataset['column']
      const { current } = drawn
      drawn.current = null
      if (current !== null && column !== undefined && current.to !== current.width) widths.set(column, current.to)
    },
    // The cell that has the focus keeps it.
    onMouseDown: (event: MouseEvent) => event.preventDefault(),
    onDoubleClick(event: MouseEvent<HTMLElement>) {
      const head = headOf(event.currentTarget)
      if (head !== null) widths.fit(head)
    },
  }
  return <span className="entry-grid-grip" title="拖动改变列宽，双击适合内容" {...rest} {...handlers} />
}

function show(head: HTMLTableCellElement, width: number): void {
  if (head.dataset['column'] === labelColumn)
    return head.closest('table')?.style.setProperty('--entry-label-width', `${width}px`)
  const [style, px] = [head.style, `${width}px`]
  style.width = px
  style.minWidth = px
  style.maxWidth = px
}
