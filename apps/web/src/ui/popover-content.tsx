import { Popover } from 'radix-ui'
import type { PopoverProps } from './popover-props.ts'

/** The panel proper; opens at once because it is only loaded when its button was pressed. */
export function PopoverContent({ trigger, label, children, isOpen, onOpenChange, align = 'start' }: PopoverProps) {
  const opening = isOpen === undefined ? { defaultOpen: true } : { open: isOpen }
  const changed = onOpenChange === undefined ? {} : { onOpenChange }
  return (
    <Popover.Root {...opening} {...changed}>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="popover" aria-label={label} align={align} sideOffset={6} collisionPadding={12}>
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
