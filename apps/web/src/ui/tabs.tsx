import './tabs.css'
import { Tabs as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

export type TabItem<T extends string = string> = { value: T; label: ReactNode; content: ReactNode }

/** Tabs for alternatives of one thing; the chosen one belongs in the URL. */
export function Tabs<T extends string>({
  label,
  items,
  value,
  onChange,
}: {
  label: string
  items: readonly TabItem<T>[]
  value: T
  onChange: (value: T) => void
}) {
  const choose = (next: string) => {
    const item = items.find((candidate) => candidate.value === next)
    if (item) onChange(item.value)
  }
  return (
    <Radix.Root className="tabs" value={value} onValueChange={choose}>
      <Radix.List className="tab-list" aria-label={label}>
        {items.map((item) => (
          <Radix.Trigger key={item.value} className="tab" value={item.value}>
            {item.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {items.map((item) => (
        <Radix.Content key={item.value} className="tab-content" value={item.value}>
          {item.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  )
}
