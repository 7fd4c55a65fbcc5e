import { DropdownMenu } from 'radix-ui'
import type { MenuItem, MenuProps } from './popover-props.ts'

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

/** The menu proper; opens at once because it is only loaded when its button was pressed. */
export function MenuContent({ trigger, items, align = 'end' }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false} defaultOpen>
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
