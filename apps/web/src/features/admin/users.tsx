import type { UserInfo } from '@cg/contract/admin'
import { formatDateTime } from '@cg/domain/number/number-format'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Lines } from '../../shared/proposals.tsx'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { roleNames } from '@cg/contract/schema'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { ConfirmDialog, Dialog } from '../../ui/dialog.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import { GrantRequests } from './grant-requests.tsx'
import { Identities, WaitingIdentities } from './identities.tsx'
import { changeUser, newPassword, usersQuery } from './queries.ts'
import { leavingImpact } from './impact-words.ts'
import { PartFile } from './part-file.tsx'
import { UserForm } from './user-form.tsx'

type Handed = { login: string; password: string }

export function Users() {
  const { data, error, refetch } = useQuery(usersQuery)
  const [editing, setEditing] = useState<UserInfo | 'new' | null>(null)
  const [handed, setHanded] = useState<Handed | null>(null)
  const [leaving, setLeaving] = useState<UserInfo | null>(null)
  const queryClient = useQueryClient()
  const refresh = () => queryClient.invalidateQueries({ queryKey: usersQuery.queryKey })
  const reset = useMutation({
    mutationFn: newPassword,
    onSuccess: async ({ user, password }) => {
      setHanded({ login: user.login, password })
      await refresh()
    },
  })
  const toggle = useMutation({
    mutationFn: (user: UserInfo) => changeUser(user, { isActive: !user.isActive }),
    onSettled: refresh,
  })
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  const problem = reset.error ?? toggle.error
  return (
    <>
      <p className="admin-tools">
        <Button kind="primary" onClick={() => setEditing('new')}>
          新建账号
        </Button>
        <PartFile part="people" />
        <span className="admin-hint">
          批量新增或修改：导出后填好“用户”表再导入。各账号供程序取数的令牌见{' '}
          <Link to="/tokens" search={{ part: 'all' }}>
            全部账号的接口令牌 →
          </Link>
        </span>
      </p>
      <WaitingIdentities />
      <GrantRequests requests={data.requests} onDone={refresh} />
      {problem !== null && (
        <p className="admin-error" role="alert">
          {problem.message}
        </p>
      )}
      <UserTable
        users={data.items}
        isBusy={reset.isPending || toggle.isPending}
        onEdit={setEditing}
        onReset={(user) => reset.mutate(user)}
        onToggle={(user) => (user.isActive ? setLeaving(user) : toggle.mutate(user))}
      />
      <Identities users={data.items} />
      {leaving !== null && (
        <ConfirmDialog
          isOpen
          title={`停用${leaving.name}的账号`}
          confirmWord="停用"
          isBusy={toggle.isPending}
          onClose={() => setLeaving(null)}
          onConfirm={() => toggle.mutate(leaving, { onSettled: () => setLeaving(null) })}
        >
          <Lines title="影响" lines={leavingImpact(leaving, data.items)} />
        </ConfirmDialog>
      )}
      {editing !== null && (
        <UserForm
          user={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onDone={(first) => {
            setEditing(null)
            setHanded(first)
            void refresh()
          }}
        />
      )}
      {handed !== null && <HandedDialog handed={handed} onClose={() => setHanded(null)} />}
    </>
  )
}

type UserTableProps = {
  users: readonly UserInfo[]
  isBusy: boolean
  onEdit: (user: UserInfo) => void
  onReset: (user: UserInfo) => void
  onToggle: (user: UserInfo) => void
}

function UserTable({ users, isBusy, onEdit, onReset, onToggle }: UserTableProps) {
  return (
    <div className="admin-card">
      <DataTable
        name="users"
        caption="账号"
        rows={users}
        rowKey={(user) => String(user.id)}
        columns={[
          {
            key: 'login',
            header: '登录名',
            isRowHeader: true,
            sortValue: (user) => user.login,
            cell: (user) => user.login,
          },
          {
            key: 'name',
            header: '姓名',
            cell: (user) => (
              <>
                {user.name}
                {user.isDemo && <span className="admin-demo">演示</span>}
              </>
            ),
          },
          {
            key: 'grants',
            header: '角色与范围',
            cell: (user) =>
              user.grants.length === 0
                ? '没有（待另一位管理员确认）'
                : user.grants
                    .map((one) => `${roleNames[one.role]}（${one.departmentName ?? one.unitName ?? '全市'}）`)
                    .join('、'),
          },
          {
            key: 'state',
            header: '状态',
            cell: (user) => (
              <StatusChip tone={user.isActive ? 'good' : 'na'}>
                {user.isActive ? (user.mustChangePassword ? '待改密码' : '启用') : '停用'}
              </StatusChip>
            ),
          },
          {
            key: 'seen',
            header: '最近登录',
            sortValue: (user) => user.lastSignInAt,
            cell: (user) => (user.lastSignInAt === null ? '从未' : formatDateTime(user.lastSignInAt)),
          },
          {
            key: 'acts',
            header: '操作',
            cell: (user) => (
              <span className="admin-acts">
                <Button kind="quiet" onClick={() => onEdit(user)}>
                  修改
                </Button>
                <Button kind="quiet" isBusy={isBusy} onClick={() => onReset(user)}>
                  重置密码
                </Button>
                <Button kind="quiet" isBusy={isBusy} onClick={() => onToggle(user)}>
                  {user.isActive ? '停用' : '启用'}
                </Button>
              </span>
            ),
          },
        ]}
      />
    </div>
  )
}

function HandedDialog({ handed, onClose }: { handed: Handed; onClose: () => void }) {
  return (
    <Dialog isOpen onClose={onClose} title="初始密码只显示这一次" footer={<Button onClick={onClose}>已记下</Button>}>
      <p>
        登录名 <b>{handed.login}</b>，初始密码 <b className="admin-password">{handed.password}</b>
      </p>
      <p className="admin-hint">请当面或用可靠渠道交给本人；首次登录须修改密码。</p>
    </Dialog>
  )
}
