import './shares.css'
import { shareHours, sharePageNames } from '@cg/contract/share'
import type { ShareLink, ShareList } from '@cg/contract/share'
import { formatDateTime } from '@cg/domain/number/number-format'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { useTitle } from '../../shared/use-title.ts'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { PageHead } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { EmptyState, LoadingState } from '../../ui/states.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import { useToast } from '../../ui/toast.tsx'
import { renew, revoke, sharesQuery } from './queries.ts'

/** 会议链接: one's own links, an admin's all: what each opens, until when, how often it was opened; renew and take back. */
export function SharesPage() {
  useTitle('会议链接')
  const { data, error, refetch } = useQuery(sharesQuery)
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  return (
    <>
      <PageHead title="会议链接" subtitle={subtitleOf(data)} />
      <Panel
        className="panel-long"
        title={data.isAll ? '全部链接' : '我的链接'}
        subtitle="链接本身不保存，只在生成时显示一次"
      >
        <Links list={data} />
      </Panel>
    </>
  )
}

function subtitleOf({ isOn, items }: ShareList): string {
  const alive = items.filter((item) => item.state === 'live').length
  if (!isOn) return '本平台没有启用会议链接，已有的链接不能打开。需要使用请联系系统管理员。'
  return `现有 ${alive} 条有效。链接只打开一次发布的一页，不需要账号；在总览、排名等页面的用户菜单中生成。`
}

function Links({ list }: { list: ShareList }) {
  const queryClient = useQueryClient()
  const notify = useToast()
  const [ending, setEnding] = useState<ShareLink | null>(null)
  const after = (words: string) => ({
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: sharesQuery.queryKey })
      notify(words)
    },
    onError: (error: Error) => notify(error.message, 'near'),
  })
  const renewal = useMutation({ mutationFn: renew, ...after('已续期。') })
  const ended = useMutation({ mutationFn: revoke, ...after('已收回，链接不能再打开。') })
  const acts = (link: ShareLink) =>
    link.state === 'live' && (
      <span className="shares-acts">
        {link.isOwn && (
          <Button kind="quiet" onClick={() => renewal.mutate({ id: link.id, hours: renewalOf(link) })}>
            续期{renewalOf(link) / 24}天
          </Button>
        )}
        <Button kind="quiet" onClick={() => setEnding(link)}>
          收回
        </Button>
      </span>
    )
  return (
    <>
      <DataTable
        name="shares"
        caption="会议链接"
        columns={columnsOf(list, acts)}
        rows={list.items}
        rowKey={(link) => String(link.id)}
        empty={<EmptyState title="还没有会议链接">在总览、排名等页面的用户菜单中选“会议链接…”即可生成。</EmptyState>}
      />
      <ConfirmDialog
        isOpen={ending !== null}
        onClose={() => setEnding(null)}
        onConfirm={() => {
          if (ending !== null) ended.mutate(ending.id)
          setEnding(null)
        }}
        title={`收回会议链接：${ending?.purpose ?? ''}`}
        confirmWord="收回"
        isDanger
      >
        <p>收回后立即不能打开，正在看的页面随即停止显示；不能恢复，需要时可另外生成。</p>
      </ConfirmDialog>
    </>
  )
}

/** A wall's link is renewed for as long as it may live, a meeting's for a day. */
function renewalOf({ page }: ShareLink): number {
  return page === 'screen' ? shareHours.mostOfScreen : shareHours.usual
}

function columnsOf({ isAll }: ShareList, acts: (link: ShareLink) => ReactNode): readonly Column<ShareLink>[] {
  const maker: Column<ShareLink> = { key: 'maker', header: '生成人', cell: (link) => link.createdBy }
  return [
    { key: 'purpose', header: '用途', isRowHeader: true, cell: (link) => link.purpose },
    {
      key: 'page',
      header: '页面',
      cell: (link) => [sharePageNames[link.page], link.subject].filter((part) => part !== null).join(' · '),
    },
    { key: 'release', header: '发布', cell: (link) => <span className="nowrap">{link.release ?? '最新发布'}</span> },
    { key: 'state', header: '状态', cell: (link) => <State link={link} /> },
    {
      key: 'expires',
      header: '有效至',
      sortValue: (link) => link.expiresAt,
      cell: (link) => <span className="nowrap">{formatDateTime(link.expiresAt)}</span>,
    },
    {
      key: 'uses',
      header: '打开次数',
      align: 'right',
      sortValue: (link) => link.useCount,
      cell: (link) => link.useCount,
    },
    {
      key: 'used',
      header: '最近使用',
      sortValue: (link) => link.lastUsedAt,
      cell: (link) => (
        <span className="nowrap">{link.lastUsedAt === null ? '未打开过' : formatDateTime(link.lastUsedAt)}</span>
      ),
    },
    ...(isAll ? [maker] : []),
    { key: 'acts', header: '操作', cell: acts },
  ]
}

function State({ link }: { link: ShareLink }) {
  switch (link.state) {
    case 'live':
      return (
        <StatusChip tone="good" shape="check">
          有效
        </StatusChip>
      )
    case 'expired':
      return (
        <StatusChip tone="none" shape="ring">
          已到期
        </StatusChip>
      )
    case 'revoked':
      return <StatusChip tone="late">{link.revokedBy === null ? '已收回' : `${link.revokedBy}已收回`}</StatusChip>
  }
}
