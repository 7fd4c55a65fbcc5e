import { roleNames } from '@cg/contract/schema'
import { signOut } from '@cg/contract/session'
import type { Me } from '@cg/contract/session'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../lib/api.ts'
import { printPage } from '../lib/print-page.ts'
import { chooseTheme, shownTheme } from '../lib/use-theme.ts'
import { hasRole, useMe } from '../shared/session.ts'
import { MenuContent } from '../ui/menu-content.tsx'
import type { Trigger } from '../ui/popover-props.ts'
import { useToast } from '../ui/toast.tsx'

export type UserMenuProps = {
  onHelp: () => void
  onShare: () => void
  /** True on the page of a release. */
  isShareable: boolean
}

function grantWords(me: Me): string {
  return me.grants
    .map((grant) => [grant.departmentName ?? grant.unitName, roleNames[grant.role]].filter(Boolean).join(' '))
    .join('、')
}

/** Appearance, password, help, sign out. */
export function UserMenuItems({ trigger, onHelp, onShare, isShareable }: UserMenuProps & { trigger: Trigger }) {
  const me = useMe()
  const [theme, setTheme] = useState(shownTheme)
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const notify = useToast()
  const pickTheme = (choice: 'light' | 'dark' | 'system') => () => {
    chooseTheme(choice)
    setTheme(choice)
  }
  const leave = async () => {
    try {
      await call(signOut, {})
      await navigate({ to: '/signin', search: { next: undefined } })
      queryClient.clear()
    } catch (error) {
      notify(error instanceof Error ? error.message : '未能退出登录，请重试。', 'late')
    }
  }
  return (
    <MenuContent
      trigger={trigger}
      items={[
        { kind: 'heading', key: 'who', label: grantWords(me) || me.user.login },
        { kind: 'line', key: 'line-1' },
        { kind: 'choice', key: 'light', label: '浅色', isChosen: theme === 'light', onSelect: pickTheme('light') },
        { kind: 'choice', key: 'dark', label: '深色', isChosen: theme === 'dark', onSelect: pickTheme('dark') },
        {
          kind: 'choice',
          key: 'system',
          label: '跟随系统',
          isChosen: theme === 'system',
          onSelect: pickTheme('system'),
        },
        { kind: 'line', key: 'line-2' },
        { key: 'inbox', label: '消息', hint: 'g n', onSelect: () => void navigate({ to: '/inbox' }) },
        { key: 'screen', label: '大屏', hint: 'g m', onSelect: () => void navigate({ to: '/screen' }) },
        ...(me.mayShare && isShareable
          ? [{ key: 'share', label: '会议链接…', onSelect: () => setTimeout(onShare, 0) } as const]
          : []),
        ...(me.mayShare || hasRole(me, 'admin')
          ? [{ key: 'shares', label: '会议链接管理', onSelect: () => void navigate({ to: '/shares' }) } as const]
          : []),
        { key: 'print', label: '打印本页', onSelect: () => setTimeout(() => void printPage(), 200) },
        { key: 'help', label: '键盘与帮助', hint: '?', onSelect: onHelp },
        { key: 'tokens', label: '接口令牌', onSelect: () => void navigate({ to: '/tokens' }) },
        { key: 'password', label: '修改密码', onSelect: () => void navigate({ to: '/password' }) },
        { key: 'leave', label: '退出登录', onSelect: () => void leave() },
      ]}
    />
  )
}
