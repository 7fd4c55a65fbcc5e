import { lazy } from 'react'
import { useMe } from '../shared/session.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icons.tsx'
import { LazyMenu } from '../ui/popover.tsx'
import type { UserMenuProps } from './user-menu-items.tsx'

const loadItems = () => import('./user-menu-items.tsx')
const UserMenuItems = lazy(() => loadItems().then((module) => ({ default: module.UserMenuItems })))

/** Who is signed in; what may be done comes when the button is pointed at. */
export function UserMenu(props: UserMenuProps) {
  const me = useMe()
  const trigger = (
    <Button kind="plain" className="user-button" aria-label={`用户菜单：${me.user.name}`}>
      <Icon name="user" />
      <span className="user-name">{me.user.name}</span>
      <Icon name="chevronDown" size={14} />
    </Button>
  )
  return (
    <LazyMenu trigger={trigger} load={loadItems}>
      <UserMenuItems {...props} trigger={trigger} />
    </LazyMenu>
  )
}
