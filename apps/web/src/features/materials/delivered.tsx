import type { DeliveredPack } from '@cg/contract/material/delivery'
import { formatDateTime, formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useQuery } from '@tanstack/react-query'
import { useDownload } from '../../shared/use-download.ts'
import { Button } from '../../ui/button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { deliveredQuery, takeDelivered } from './queries.ts'

/** What was made with releases for its reader; nothing where there is nothing. */
export function Delivered() {
  const { data } = useQuery(deliveredQuery)
  if (data === undefined || data.items.length === 0) return null
  return (
    <Panel title={`随发布送达：${data.items.length}份`} subtitle="发布后自动生成，数字即该次发布的数字">
      <ul className="material-delivered">
        {data.items.map((item) => (
          <Item key={item.id} item={item} />
        ))}
      </ul>
    </Panel>
  )
}

function Item({ item }: { item: DeliveredPack }) {
  const { id, name, release, period, format, madeAt, problem, size } = item
  const download = useDownload(() => takeDelivered(id))
  return (
    <li>
      <span className="material-delivered-name">{name}</span>
      <span className="muted">
        {formatPeriod(parsePeriod(period))}，{release}，{formatDateTime(madeAt)} 生成
      </span>
      {problem !== null && <span className="field-error">没有生成：{problem}</span>}
      {problem === null && size === null && <span className="muted">文件已清理，可打开配方按这次发布重新生成</span>}
      {size !== null && (
        <Button
          kind="quiet"
          icon="download"
          aria-label={`${format.toUpperCase()} 下载${name} ${release}`}
          isBusy={download.isPending}
          onClick={() => download.mutate()}
        >
          {format.toUpperCase()}
        </Button>
      )}
    </li>
  )
}
