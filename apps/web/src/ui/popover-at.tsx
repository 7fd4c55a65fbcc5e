import './popover.css'
import { Popover } from 'radix-ui'
import { useMemo } from 'react'
import type { ReactNode } from 'react'

/** A panel beside any element, such as a cell of a table; closing gives the focus back to it. */
export function PopoverAt({
  anchor,
  label,
  onClose,
  children,
}: {
  anchor: HTMLElement
  label: string
  onClose: () => void
  children: ReactNode
}) {
  const virtualRef = useMemo(() => ({ current: anchor }), [anchor])
  return (
    <Popover.Root
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
    >
      <Popover.Anchor virtualRef={virtualRef} />
      <Popover.Portal>
        <Popover.Content
          className="popover"
          aria-label={label}
          align="start"
          sideOffset={4}
          collisionPadding={12}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            anchor.focus()
          }}
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
