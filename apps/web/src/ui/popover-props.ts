import type { ComponentProps, ReactElement, ReactNode } from 'react'

export type Trigger = ReactElement<ComponentProps<'button'>>

export type PopoverProps = {
  trigger: Trigger
  label: string
  children: ReactNode
  isOpen?: boolean
  onOpenChange?: (open: boolean) => void
  align?: 'start' | 'end' | 'center'
}

export type MenuItem =
  | { kind?: 'action'; key: string; label: ReactNode; hint?: ReactNode; onSelect: () => void; isDisabled?: boolean }
  | { kind: 'choice'; key: string; label: ReactNode; hint?: ReactNode; onSelect: () => void; isChosen: boolean }
  | { kind: 'heading'; key: string; label: ReactNode }
  | { kind: 'line'; key: string }

export type MenuProps = { trigger: Trigger; items: readonly MenuItem[]; align?: 'start' | 'end' }
