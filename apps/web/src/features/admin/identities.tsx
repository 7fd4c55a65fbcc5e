import type { UserInfo } from '@cg/contract/admin'
import type { IdentityInfo } from '@cg/contract/identity'
import { formatDateTime } from '@cg/domain/number/number-format'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { ConfirmDialog, Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import { identitiesQuery, identitySettingsQuery, link, unlink } from './identity-queries.ts'

/** Who signs in at the identity service: those it vouches for without an account here, and who is linked to which. */
export function Identities({ users }: { users: readonly UserInfo[] }) {
  const settings = useQuery(identitySettingsQuery)
  const { data, error, refetch } = useQuery(identitiesQuery)
  const [linking, setLinking] = useState<IdentityInfo | null>(null)
  const [parting, setParting] = useState<IdentityInfo | null>(null)
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined || settings.data === undefined) return null
  if (!settings.data.isOn && data.items.length === 0) return null
  const waiting = data.items.filter((one) => one.account === null).length
  return (
    <section className="identities" aria-labelledby="identities">
      <h2 id="identities">统一身份认证</h2>
      <p className="admin-hint">
        {waiting > 0 ? `有 ${waiting + data.leftOut} 个身份登录过、还没有关联账号。` : '没有等待关联的身份。'}
        请向本人核实后再关联：姓名只供辨认，系统不按姓名自动关联，也不自动新建账号；角色和范围只按本系统的账号，不采用认证平台的。
        {!settings.data.isOn && (
          <>
            这种登录现已停用，可在
            <Link to="/admin" search={{ part: 'system' }}>
              系统与备份
            </Link>
            重新启用。
          </>
        )}
      </p>
      <div className="admin-card">
        <DataTable
          name="identities"
          caption="统一身份认证的身份"
          rows={data.items}
          rowKey={(one) => String(one.id)}
          columns={columnsOf({ onLink: setLinking, onUnlink: setParting })}
          empty={<p className="identities-none">还没有人用统一身份认证登录过。第一次登录后，身份列在这里等待关联。</p>}
        />
      </div>
      {data.leftOut > 0 && <p className="admin-hint">另有 {data.leftOut} 个更早登录的身份没有列出。</p>}
      {linking !== null && (
        <LinkDialog identity={linking} users={users} taken={data.items} onClose={() => setLinking(null)} />
      )}
      {parting !== null && <UnlinkDialog identity={parting} onClose={() => setParting(null)} />}
    </section>
  )
}

/** Above the accounts, which may be many: that somebody waits below them. */
export function WaitingIdentities() {
  const { data } = useQuery(identitiesQuery)
  const waiting = (data?.items.filter((one) => one.account === null).length ?? 0) + (data?.leftOut ?? 0)
  if (waiting === 0) return null
  return (
    <p className="admin-tools">
      <StatusChip tone="near">待关联</StatusChip>
      <span>
        有 {waiting} 个统一身份认证的身份还没有账号，<a href="#identities">在账号列表下面关联 ↓</a>
      </span>
    </p>
  )
}

type Acts = { onLink: (one: IdentityInfo) => void; onUnlink: (one: IdentityInfo) => void }

const called = ({ name, subject }: IdentityInfo) => (name === '' ? subject : name)

function columnsOf({ onLink, onUnlink }: Acts): readonly Column<IdentityInfo>[] {
  return [
    {
      key: 'name',
      header: '认证平台上的姓名',
      isRowHeader: true,
      cell: ({ name }) => (name === '' ? '平台没有给出姓名' : name),
    },
    { key: 'subject', header: '身份标识', cell: ({ subject }) => <code className="admin-long">{subject}</code> },
    {
      key: 'seen',
      header: '最近登录',
      sortValue: ({ lastSeenAt }) => lastSeenAt,
      cell: ({ lastSeenAt }) => formatDateTime(lastSeenAt),
    },
    { key: 'state', header: '关联账号', cell: (one) => <Account identity={one} /> },
    {
      key: 'acts',
      header: '操作',
      cell: (one) =>
        one.account === null ? (
          <Button kind="quiet" aria-label={`关联账号：${called(one)}`} onClick={() => onLink(one)}>
            关联账号
          </Button>
        ) : (
          <Button kind="quiet" aria-label={`解除关联：${called(one)}`} onClick={() => onUnlink(one)}>
            解除关联
          </Button>
        ),
    },
  ]
}

function Account({ identity: { account, refused, isOfPresentIssuer, issuer } }: { identity: IdentityInfo }) {
  if (account === null) {
    return (
      <>
        <StatusChip tone="near">待关联</StatusChip> 被拒绝 {refused} 次
      </>
    )
  }
  return (
    <>
      {account.name}（{account.login}）
      {!isOfPresentIssuer && <span className="admin-hint"> 现在不能登录：属于 {issuer}</span>}
    </>
  )
}

function useChange(change: () => ReturnType<typeof unlink>, onClose: () => void) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: (reply) => {
      queryClient.setQueryData(identitiesQuery.queryKey, reply)
      onClose()
    },
  })
}

type LinkProps = {
  identity: IdentityInfo
  users: readonly UserInfo[]
  taken: readonly IdentityInfo[]
  onClose: () => void
}

function LinkDialog({ identity, users, taken, onClose }: LinkProps) {
  const [user, setUser] = useState('')
  const save = useChange(() => link(identity.id, Number(user)), onClose)
  const held = new Set(taken.flatMap((one) => (one.isOfPresentIssuer && one.account !== null ? [one.account.id] : [])))
  const free = users.filter((one) => one.isActive && !held.has(one.id))
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`关联${called(identity)}`}
      description="关联后，此人用统一身份认证登录即进入所选的账号，有该账号的全部权限。"
      footer={
        <>
          <Button onClick={onClose}>取消</Button>
          <Button kind="primary" disabled={user === ''} isBusy={save.isPending} onClick={() => save.mutate()}>
            关联
          </Button>
        </>
      }
    >
      <div className="stack">
        <dl className="admin-facts">
          <dt>姓名</dt>
          <dd>{identity.name === '' ? '平台没有给出姓名' : identity.name}</dd>
          <dt>身份标识</dt>
          <dd className="admin-long">{identity.subject}</dd>
          <dt>首次登录</dt>
          <dd>{formatDateTime(identity.firstSeenAt)}</dd>
        </dl>
        <Field label="本系统的账号" isRequired hint="只列启用、且没有关联其他身份的账号" error={save.error?.message}>
          {(control) => (
            <Select
              {...control}
              value={user}
              onChange={setUser}
              options={[
                { value: '', label: '请选择' },
                ...free.map((one) => ({ value: String(one.id), label: `${one.name}（${one.login}）` })),
              ]}
            />
          )}
        </Field>
      </div>
    </Dialog>
  )
}

function UnlinkDialog({ identity, onClose }: { identity: IdentityInfo; onClose: () => void }) {
  const save = useChange(() => unlink(identity.id), onClose)
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      onConfirm={() => save.mutate()}
      title={`解除${called(identity)}的关联`}
      confirmWord="解除"
      isDanger
      isBusy={save.isPending}
    >
      <p>
        此人由统一身份认证登录的会话立即结束，以后不能再这样进入账号 {identity.account?.login}
        ；账号本身、其密码和已填的数据不变。
      </p>
      {save.error !== null && <p className="admin-error">{save.error.message}</p>}
    </ConfirmDialog>
  )
}
