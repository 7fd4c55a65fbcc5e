import type { CatalogueUpdate } from '@cg/contract/catalogue-update'
import { formatPeriod } from '@cg/domain/number/date-format'
import { parsePeriod } from '@cg/domain/period'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ProblemPanel } from '../../../shared/problem-panel.tsx'
import { Lines } from '../../../shared/proposals.tsx'
import { hasCityRole, useMe } from '../../../shared/session.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { takeUpdate, updateQuery } from './queries.ts'

/** 目录更新: the catalogue of a newer program, until an administrator has taken it over; nothing where there is none. */
export function UpdatePanel() {
  const isAdmin = hasCityRole(useMe(), 'admin')
  const { data, error, refetch } = useQuery({ ...updateQuery, enabled: isAdmin })
  const [isOpen, setOpen] = useState(false)
  if (error !== null) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data?.isDue !== true || data.from === null) return null
  return (
    <Panel
      title="软件附带的指标目录有更新"
      controls={
        <Button kind="primary" onClick={() => setOpen(true)}>
          查看并更新
        </Button>
      }
    >
      <p>
        新的填报内容自<b>{formatPeriod(parsePeriod(data.from))}</b>
        起执行，已经开始填报的季度不变；本市自设的指标、停用和调整都保留。
      </p>
      {isOpen && <UpdateDialog update={data} from={data.from} onClose={() => setOpen(false)} />}
    </Panel>
  )
}

type UpdateDialogProps = { update: CatalogueUpdate; from: string; onClose: () => void }

function UpdateDialog({ update, from, onClose }: UpdateDialogProps) {
  const client = useQueryClient()
  const notify = useToast()
  const take = useMutation({
    mutationFn: () => takeUpdate(update.digest),
    onSuccess: async (next) => {
      client.setQueryData(updateQuery.queryKey, next)
      notify('指标目录已更新')
      onClose()
      await client.invalidateQueries()
    },
    // What has changed meanwhile is shown, to be looked at again.
    onError: () => client.invalidateQueries({ queryKey: updateQuery.queryKey }),
  })
  return (
    <Dialog
      isOpen
      shape="wide"
      title="更新指标目录"
      description={`自${formatPeriod(parsePeriod(from))}起执行。更新后不能退回；不需要的指标可以在目录里停用。`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>取消</Button>
          <Button kind="primary" isBusy={take.isPending} onClick={() => take.mutate()}>
            更新目录
          </Button>
        </>
      }
    >
      {listsOf(update).map(({ title, lines }) => (
        <Lines key={title} title={title} lines={lines} />
      ))}
      {take.error !== null && <ProblemPanel error={take.error} />}
    </Dialog>
  )
}

const pages = { plan: '重点任务（实施方案的任务、措施和节点）', talk: '讲话对照（讲话逐条的数据）' } as const

function listsOf({ items, groups, indicators, changed, registers, changedRegisters, brings }: CatalogueUpdate) {
  const coded = ({ code, name }: { code: string; name: string }) => `${name}（${code}）`
  const lists = [
    { title: '报表新增的数据项', lines: items.map((one) => `${coded(one)}，填在《${one.form}》`) },
    { title: '改为分组填报的数据项', lines: groups.map(coded) },
    { title: '新增的指标', lines: indicators.map(coded) },
    { title: '口径或分组有变化的指标', lines: changed.map(coded) },
    { title: '新增的台账', lines: registers.map(coded) },
    { title: '栏目、计数或说明有变化的台账', lines: changedRegisters.map(coded) },
    { title: '新增的页面', lines: brings.map((one) => pages[one]) },
  ].filter(({ lines }) => lines.length > 0)
  return lists.length > 0 ? lists : [{ title: '更新的内容', lines: ['名称、说明、校验规则、讲话条目等文字的修订'] }]
}
