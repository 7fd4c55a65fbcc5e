import './popover.css'
import { DropdownMenu, Popover as RadixPopover, Tooltip as RadixTooltip } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'

/** A small panel beside its button; Esc and a click outside close it. */
export function Popover({
  trigger,
  label,
  children,
  isOpen,
  onOpenChange,
  align = 'start',
}: {
  trigger: ReactElement
  label: string
  children: ReactNode
  isOpen?: boolean
  onOpenChange?: (open: boolean) => void
  align?: 'start' | 'end' | 'center'
}) {
  const controlled = isOpen === undefined ? {} : { open: isOpen }
  const changed = onOpenChange === undefined ? {} : { onOpenChange }
  return (
    <RadixPopover.Root {...controlled} {...changed}>
      <RadixPopover.Trigger asChild>{trigger}</RadixPopover.Trigger>
      <RadixPopover.Portal>
        <RadixPopover.Content className="popover" aria-label={label} align={align} sideOffset={6} collisionPadding={12}>
          {children}
        </RadixPopover.Content>
      </RadixPopover.Portal>
    </RadixPopover.Root>
  )
}

export type MenuItem =
  | { kind?: 'action'; key: string; label: ReactNode; hint?: ReactNode; onSelect: () => void; isDisabled?: boolean }
  | { kind: 'choice'; key: string; label: ReactNode; hint?: ReactNode; onSelect: () => void; isChosen: boolean }
  | { kind: 'heading'; key: string; label: ReactNode }
  | { kind: 'line'; key: string }

function MenuEntry({ item }: { item: MenuItem }) {
  if (item.kind === 'line') return <DropdownMenu.Separator className="menu-line" />
  if (item.kind === 'heading') return <DropdownMenu.Label className="menu-heading">{item.label}</DropdownMenu.Label>
  const words = (
    <>
      <span>{item.label}</span>
      {item.hint !== undefined && <span className="menu-hint">{item.hint}</span>}
    </>
  )
  if (item.kind === 'choice')
    return (
      <DropdownMenu.CheckboxItem className="menu-item" checked={item.isChosen} onSelect={item.onSelect}>
        <span className="menu-tick" aria-hidden="true">
          {item.isChosen ? '✓' : ''}
        </span>
        {words}
      </DropdownMenu.CheckboxItem>
    )
  return (
    <DropdownMenu.Item className="menu-item" disabled={item.isDisabled ?? false} onSelect={item.onSelect}>
      {words}
    </DropdownMenu.Item>
  )
}

/** A list of acts or choices behind a button. */
export function Menu({
  trigger,
  items,
  align = 'end',
}: {
  trigger: ReactElement
  items: readonly MenuItem[]
  align?: 'start' | 'end'
}) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align={align} sideOffset={6} collisionPadding={12}>
          {items.map((item) => (
            <MenuEntry key={item.key} item={item} />
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

/** Words on hover and focus that stay while the pointer is on them (WCAG 1.4.13). Nothing essential goes here. */
export function Tooltip({ words, children }: { words: ReactNode; children: ReactElement }) {
  return (
    <RadixTooltip.Provider delayDuration={300}>
      <RadixTooltip.Root>
        <RadixTooltip.Trigger asChild>{children}</RadixTooltip.Trigger>
        <RadixTooltip.Portal>
          <RadixTooltip.Content className="tooltip" sideOffset={4} collisionPadding={8}>
            {words}
          </RadixTooltip.Content>
        </RadixTooltip.Portal>
      </RadixTooltip.Root>
    </RadixTooltip.Provider>
  )
}
