import './popover.css'
import { Suspense, cloneElement, lazy, useState } from 'react'
import type { ReactNode } from 'react'
import type { PopoverProps, Trigger } from './popover-props.ts'

/*
 * Positioning and focus handling weigh a fifth of a first load and are not needed to read: they come when a button is
 * first pointed at or focused.
 */

const loadPopover = () => import('./popover-content.tsx')
const PopoverContent = lazy(() => loadPopover().then((module) => ({ default: module.PopoverContent })))

/** A button whose layer comes when it is first pointed at or focused. */
function waiting(trigger: Trigger, popup: 'menu' | 'dialog', load: () => Promise<unknown>, open: () => void): Trigger {
  const preload = () => void load()
  return cloneElement(trigger, {
    'aria-haspopup': popup,
    'aria-expanded': false,
    onPointerEnter: preload,
    onFocus: preload,
    onClick: open,
  })
}

/** A small panel beside its button; Esc and a click outside close it. */
export function Popover(props: PopoverProps) {
  const [isWanted, setWanted] = useState(props.isOpen === true)
  const open = () => {
    setWanted(true)
    props.onOpenChange?.(true)
  }
  if (!isWanted) return waiting(props.trigger, 'dialog', loadPopover, open)
  return (
    <Suspense fallback={props.trigger}>
      <PopoverContent {...props} />
    </Suspense>
  )
}

type LazyMenuProps = { trigger: Trigger; load: () => Promise<unknown>; children: ReactNode }

/** A menu whose part of the program, `children`, comes by `load` when its button is first pointed at or focused. */
export function LazyMenu({ trigger, load, children }: LazyMenuProps) {
  const [isWanted, setWanted] = useState(false)
  if (!isWanted) return waiting(trigger, 'menu', load, () => setWanted(true))
  return <Suspense fallback={trigger}>{children}</Suspense>
}
