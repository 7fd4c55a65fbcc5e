import './button.css'
import type { ComponentProps, ReactNode } from 'react'
import { Icon } from './icons.tsx'
import type { IconName } from './icons.tsx'

export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger'

type ButtonProps = ComponentProps<'button'> & {
  kind?: ButtonKind
  icon?: IconName
  isBusy?: boolean
  children?: ReactNode
}

/** A button with words. While busy it cannot be pressed again and says so, and keeps the focus. */
export function Button({ kind = 'plain', icon, isBusy = false, children, className, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={['button', `button-${kind}`, className].filter(Boolean).join(' ')}
      aria-disabled={isBusy || undefined}
      aria-busy={isBusy || undefined}
      onClick={isBusy ? (event) => event.preventDefault() : onClick}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  )
}

/** A button drawn as an icon alone; `label` is what is read out and shown on hover. */
export function IconButton({
  icon,
  label,
  className,
  ...rest
}: ComponentProps<'button'> & { icon: IconName; label: string }) {
  return (
    <button
      type="button"
      {...rest}
      className={['icon-button', className].filter(Boolean).join(' ')}
      aria-label={label}
      title={label}
    >
      <Icon name={icon} />
    </button>
  )
}
