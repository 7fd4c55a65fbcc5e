import { formatDateTime, formatMegabytes } from '@cg/domain/number/number-format'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { StatusMark } from '../../ui/status-chip.tsx'
import { useToast } from '../../ui/toast.tsx'
import { IdentityService } from './identity-service.tsx'
import { Restores } from './restores.tsx'
import { allowShares, backUp, clearDemo, sharesQuery, systemQuery } from './queries.ts'

/** A day and two hours: older is a fault. */
const alarmMs = 26 * 3_600_000

const databaseNames = { sqlite: 'SQLite 数据文件', postgres: 'PostgreSQL' } as const

export function System() {
  const { data, error, refetch, dataUpdatedAt } = useQuery(systemQuery)
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  return (
    <div className="admin-system">
      <Backups system={data} seenAt={dataUpdatedAt} />
      <section>
        <h2>系统</h2>
        <dl className="admin-facts">
          <dt>版本</dt>
          <dd>
            {data.version}（Node {data.node}）
          </dd>
          <dt>数据库</dt>
          <dd>
            {databaseNames[data.database.kind]}，{formatMegabytes(data.database.bytes)}
          </dd>
          <dt>城市</dt>
          <dd>{data.city}</dd>
          <dt>90 天未用的账号</dt>
          <dd>{data.idleAccounts.length === 0 ? '无' : data.idleAccounts.join('、')}</dd>
        </dl>
      </section>
      <History history={data.history} />
      <MeetingLinks />
      <IdentityService />
      <section>
        <h2>未启用的校验规则</h2>
        {data.inactiveRules.length === 0 ? (
          <p>全部启用。</p>
        ) : (
          <ul className="admin-list">
            {data.inactiveRules.map((rule) => (
              <li key={rule.code}>
                <b>{rule.code}</b> {rule.title}：{rule.reason}
              </li>
            ))}
          </ul>
        )}
      </section>
      {data.isDemo && <DemoData city={data.city} />}
    </div>
  )
}

type SystemFacts = Awaited<ReturnType<typeof backUp>>

function Backups({ system, seenAt }: { system: SystemFacts; seenAt: number }) {
  const queryClient = useQueryClient()
  const notify = useToast()
  const save = useMutation({
    mutationFn: backUp,
    onSuccess: (reply) => {
      queryClient.setQueryData(systemQuery.queryKey, reply)
      notify('已备份')
    },
  })
  const isOld = system.lastBackupAt === null || seenAt - Date.parse(system.lastBackupAt) > alarmMs
  return (
    <section className="admin-backups">
      <h2>备份</h2>
      <p>
        <StatusMark tone={isOld ? 'late' : 'good'} />{' '}
        {system.lastBackupAt === null ? '还没有备份' : `最近一次备份 ${formatDateTime(system.lastBackupAt)}`}
        。有写入时每小时、没有时每天自动备份，保留最近 24 份和近 30 天每天最后一份。
      </p>
      <p>
        <Button isBusy={save.isPending} onClick={() => save.mutate()}>
          立即备份
        </Button>
      </p>
      {save.error !== null && <p className="admin-error">{save.error.message}</p>}
      <Restores lastBackupAt={system.lastBackupAt} isShared={system.database.kind === 'postgres'} />
    </section>
  )
}

/** Whether anything was changed by another way than the program, as it was last looked at. */
function History({ history }: Pick<SystemFacts, 'history'>) {
  if (history === null) return null
  const { at, findings } = history
  return (
    <section>
      <h2>数据校验</h2>
      <p>
        <StatusMark tone={findings.length === 0 ? 'good' : 'late'} /> {formatDateTime(at)}
        校验，{findings.length === 0 ? '没有发现在程序之外的改动' : `发现${findings.length}处在程序之外的改动`}
        。启动后和每天各校验一次。
      </p>
      {findings.length > 0 && (
        <ul className="admin-list">
          {findings.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** Whether links for meetings may be made and open at all; off in a new installation. */
function MeetingLinks() {
  const queryClient = useQueryClient()
  const { data, error, refetch } = useQuery(sharesQuery)
  const [isStopping, setStopping] = useState(false)
  const save = useMutation({
    mutationFn: allowShares,
    onSuccess: async (reply) => {
      queryClient.setQueryData(sharesQuery.queryKey, reply)
      await queryClient.invalidateQueries({ queryKey: ['me'] })
    },
  })
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  const alive = data.items.filter((item) => item.state === 'live').length
  return (
    <section>
      <h2>会议链接</h2>
      <p>
        <StatusMark tone={data.isOn ? 'good' : 'none'} /> {data.isOn ? '已启用' : '未启用'}
        。启用后，领导、审核人和发布人可以为一次发布的某一页生成限时链接，打开的人不需要账号。
        {alive > 0 && `现有 ${alive} 条未到期的链接。`}
      </p>
      <p>
        <Button isBusy={save.isPending} onClick={() => (data.isOn ? setStopping(true) : save.mutate(true))}>
          {data.isOn ? '停用会议链接' : '启用会议链接'}
        </Button>{' '}
        <Link to="/shares">查看全部会议链接 →</Link>
      </p>
      {save.error !== null && <p className="admin-error">{save.error.message}</p>}
      <ConfirmDialog
        isOpen={isStopping}
        onClose={() => setStopping(false)}
        onConfirm={() => {
          setStopping(false)
          save.mutate(false)
        }}
        title="停用会议链接"
        confirmWord="停用"
        isDanger
      >
        <p>停用后所有会议链接立即不能打开，正在显示的大屏会停止显示；重新启用后，未到期的链接恢复可用。</p>
      </ConfirmDialog>
    </section>
  )
}

function DemoData({ city }: { city: string }) {
  const [isClearing, setClearing] = useState(false)
  const clear = useMutation({
    mutationFn: () => clearDemo(city),
    onSuccess: () => window.location.assign('/'),
  })
  return (
    <section>
      <h2>演示数据</h2>
      <p>演示城市、账号、各季数据与发布全部清除，正式账号、指标目录与审计记录保留。清除前自动备份。</p>
      <Button kind="danger" onClick={() => setClearing(true)}>
        清除演示数据
      </Button>
      {clear.error !== null && (
        <p className="admin-error" role="alert">
          {clear.error.message}
        </p>
      )}
      <ConfirmDialog
        isOpen={isClearing}
        onClose={() => setClearing(false)}
        onConfirm={() => {
          setClearing(false)
          clear.mutate()
        }}
        title="清除演示数据"
        confirmWord="清除"
        isDanger
        isBusy={clear.isPending}
        mustType={city}
      >
        <p>此操作不能在界面上撤销（可用备份恢复）。</p>
      </ConfirmDialog>
    </section>
  )
}
