import type { TokenInfo, TokenState } from '@cg/contract/token'
import { tokenScopeNames } from '@cg/contract/token-scope'
import { formatDateTime } from '@cg/domain/number/number-format'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'

type TokenTableProps = {
  readonly items: readonly TokenInfo[]
  readonly isAll: boolean
  readonly onRevoke: (token: TokenInfo) => void
}

/** What has been made, what of it still opens anything, and when it last did. */
export function TokenTable({ items, isAll, onRevoke }: TokenTableProps) {
  return (
    <DataTable
      name="tokens"
      caption="接口令牌"
      columns={columnsOf(isAll, onRevoke)}
      rows={items}
      rowKey={(token) => String(token.id)}
      empty={
        <EmptyState title={isAll ? '还没有任何账号生成过令牌' : '您还没有接口令牌'}>
          需要让程序定期取数时，按“生成令牌”，写明用途和期限。
        </EmptyState>
      }
    />
  )
}

function columnsOf(isAll: boolean, onRevoke: (token: TokenInfo) => void): readonly Column<TokenInfo>[] {
  const owner: Column<TokenInfo> = {
    key: 'owner',
    header: '账号',
    sortValue: (token) => token.login,
    cell: (token) => `${token.owner}（${token.login}）`,
  }
  return [
    { key: 'name', header: '用途', isRowHeader: true, cell: (token) => token.name },
    { key: 'prefix', header: '令牌开头', cell: (token) => <code className="nowrap">{token.prefix}</code> },
    ...(isAll ? [owner] : []),
    { key: 'state', header: '状态', cell: (token) => <State token={token} /> },
    time('expires', '有效至', (token) => token.expiresAt),
    time('used', '最近使用', (token) => token.lastUsedAt),
    { key: 'scope', header: '范围', cell: (token) => <span className="nowrap">{tokenScopeNames[token.scope]}</span> },
    time('made', '生成时间', (token) => token.createdAt),
    {
      key: 'acts',
      header: '操作',
      cell: (token) =>
        token.state !== 'revoked' &&
        token.state !== 'expired' && (
          <Button kind="quiet" aria-label={`撤销${token.name}`} onClick={() => onRevoke(token)}>
            撤销
          </Button>
        ),
    },
  ]
}

function time(key: string, header: string, of: (token: TokenInfo) => string | null): Column<TokenInfo> {
  return {
    key,
    header,
    sortValue: of,
    cell: (token) => {
      const at = of(token)
      return <span className="nowrap">{at === null ? '未用过' : formatDateTime(at)}</span>
    },
  }
}

function State({ token }: { token: TokenInfo }) {
  if (token.state === 'live') {
    return (
      <StatusChip tone="good" shape="check">
        有效
      </StatusChip>
    )
  }
  if (token.state === 'revoked') {
    const { revokedBy } = token
    return <StatusChip tone="late">{revokedBy === null ? '已撤销' : `${revokedBy}已撤销`}</StatusChip>
  }
  return (
    <StatusChip tone="none" shape="ring">
      {resting[token.state]}
    </StatusChip>
  )
}

const resting: Readonly<Record<Exclude<TokenState, 'live' | 'revoked'>, string>> = {
  expired: '已到期',
  disabled: '账号已停用',
  password: '账号待改密码',
}
