import './tokens.css'
import type { TokenInfo } from '@cg/contract/token'
import { formatDateTime } from '@cg/domain/number/number-format'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { hasCityRole, useMe } from '../../shared/session.ts'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { useTitle } from '../../shared/use-title.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { PageHead } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { SegmentedControl } from '../../ui/segmented.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { NewToken } from './new-token.tsx'
import { revoke, tokensKey, tokensQuery } from './queries.ts'
import { TokenTable } from './token-table.tsx'

const parts = [
  { value: 'own', label: '我的令牌' },
  { value: 'all', label: '全部账号' },
] as const

/** 接口令牌: what programs sign in with instead of a person's password: make, see the use of, revoke. */
export function TokensPage() {
  useTitle('接口令牌')
  const mayAll = hasCityRole(useMe(), 'admin')
  const { part } = useSearch({ from: '/signed-in/tokens' })
  const navigate = useNavigate({ from: '/tokens' })
  const isAll = mayAll && part === 'all'
  const show = (next: 'own' | 'all') =>
    void navigate({ search: (old) => ({ ...old, part: next === 'all' ? next : undefined, order: undefined }) })
  const { data, error, refetch } = useQuery(tokensQuery(isAll))
  const [isMaking, setMaking] = useState(false)
  return (
    <>
      <PageHead
        title="接口令牌"
        subtitle="程序凭令牌读取已发布的数据及其文件，不必写入个人密码。令牌的权限以所属账号当时的权限为限，读不到试看，也不能填报、审核、发布和管理。"
      />
      <div className="tokens-tools">
        <Button kind="primary" onClick={() => setMaking(true)}>
          生成令牌
        </Button>
        {mayAll && (
          <SegmentedControl label="显示哪些令牌" options={parts} value={isAll ? 'all' : 'own'} onChange={show} />
        )}
      </div>
      {error !== null && data === undefined && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <LoadingState />}
      {data !== undefined && (
        <Panel className="panel-long" title={headOf(data.items, isAll)} subtitle={useWords}>
          <Tokens items={data.items} isAll={isAll} />
        </Panel>
      )}
      {isMaking && <NewToken onClose={() => setMaking(false)} />}
    </>
  )
}

const useWords = (
  <>
    令牌只在生成时显示一次，系统不保存。程序在请求头写 <code>Authorization: Bearer 令牌</code>，地址见{' '}
    <a className="tokens-docs" href="/api/docs" target="_blank" rel="noreferrer">
      接口文档
    </a>
    中标明 bearer 的各项。
  </>
)

function headOf(items: readonly TokenInfo[], isAll: boolean): string {
  const alive = items.filter(({ state }) => state === 'live').length
  return `${isAll ? '全部账号的令牌' : '我的令牌'}：${alive}个有效`
}

function Tokens({ items, isAll }: { items: readonly TokenInfo[]; isAll: boolean }) {
  const queryClient = useQueryClient()
  const notify = useToast()
  const [ending, setEnding] = useState<TokenInfo | null>(null)
  const ended = useMutation({
    mutationFn: revoke,
    onSuccess: (token) => notify(`已撤销 ${token.prefix}，程序不能再用它读取。`),
    onError: (error: Error) => notify(error.message, 'near'),
    onSettled: () => queryClient.invalidateQueries({ queryKey: tokensKey }),
  })
  return (
    <>
      <TokenTable items={items} isAll={isAll} onRevoke={setEnding} />
      <ConfirmDialog
        isOpen={ending !== null}
        onClose={() => setEnding(null)}
        onConfirm={() => {
          if (ending !== null) ended.mutate(ending.id)
          setEnding(null)
        }}
        title={`撤销令牌：${ending?.name ?? ''}`}
        confirmWord="撤销"
        isDanger
      >
        <p>
          撤销后，用 <code>{ending?.prefix}</code> 的程序立即不能再读取，不能恢复。
          {ending?.lastUsedAt == null
            ? '这个令牌还没有用过。'
            : `最近一次使用在 ${formatDateTime(ending.lastUsedAt)}。`}
        </p>
      </ConfirmDialog>
    </>
  )
}
