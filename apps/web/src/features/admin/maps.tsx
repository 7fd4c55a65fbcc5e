import './maps.css'
import type { MapVersion } from '@cg/contract/map'
import { formatDateTime, formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { ReasonDialog } from '../../shared/reason-dialog.tsx'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { MapForm } from './map-form.tsx'
import { mapsQuery, stopMap } from './queries.ts'

/** 地图: the city's own outlines, as versions; tiles where there is none. */
export function Maps() {
  const { data, error, refetch } = useQuery(mapsQuery)
  const [stopped, setStopped] = useState<MapVersion | null>(null)
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  return (
    <div className="map-admin">
      <MapForm period={data.period ?? ''} />
      <section className="map-versions">
        <h2>已启用过的版本</h2>
        {data.items.length === 0 ? (
          <p className="admin-hint">还没有地图，各页显示方块图。</p>
        ) : (
          <div className="admin-card">
            <Versions items={data.items} onStop={setStopped} />
          </div>
        )}
      </section>
      {stopped !== null && <StopDialog version={stopped} onClose={() => setStopped(null)} />}
    </div>
  )
}

/** 在用, what it lacks, or why it is no longer drawn. */
function stateWords({ withdrawn, replacedBy, lacks }: MapVersion): string {
  if (withdrawn !== null) return `已停用（${withdrawn.by}，${formatDateTime(withdrawn.at)}：${withdrawn.reason}）`
  if (replacedBy !== null) return `由第${replacedBy}版代替`
  return lacks.length === 0 ? '在用' : `在用；缺少${lacks.join('、')}的轮廓，请上传新版`
}

function Versions({ items, onStop }: { items: readonly MapVersion[]; onStop: (version: MapVersion) => void }) {
  return (
    <DataTable
      name="maps"
      caption="地图版本"
      rows={items}
      rowKey={(one) => String(one.id)}
      columns={[
        { key: 'id', header: '版本', isRowHeader: true, cell: (one) => `第${one.id}版` },
        { key: 'approval', header: '审图号', cell: (one) => one.approvalNo },
        { key: 'maker', header: '制图单位', cell: (one) => one.maker },
        { key: 'from', header: '适用自', cell: (one) => formatPeriod(parsePeriod(one.appliesFrom)) },
        { key: 'units', header: '轮廓', align: 'right', cell: (one) => `${one.units}个` },
        { key: 'file', header: '文件', cell: (one) => one.fileName },
        { key: 'by', header: '启用', cell: (one) => `${one.takenBy}，${formatDateTime(one.takenAt)}` },
        { key: 'state', header: '状态', cell: stateWords },
        {
          key: 'acts',
          header: '操作',
          cell: (one) =>
            one.withdrawn === null && (
              <Button kind="quiet" onClick={() => onStop(one)}>
                停用
              </Button>
            ),
        },
      ]}
    />
  )
}

function StopDialog({ version, onClose }: { version: MapVersion; onClose: () => void }) {
  const queryClient = useQueryClient()
  return (
    <ReasonDialog
      title={`停用第${version.id}版地图`}
      description="停用后各页改回方块图，已导出的文件不受影响；此操作不能撤销，可重新上传同一文件。"
      verb="停用"
      most={200}
      isDanger
      draftPlace={`map.${version.id}.stop`}
      act={(reason) => stopMap(version.id, reason)}
      doneWords={`第${version.id}版地图已停用`}
      onDone={(reply) => {
        queryClient.setQueryData(mapsQuery.queryKey, reply)
        void queryClient.invalidateQueries({ queryKey: ['map'] })
      }}
      onClose={onClose}
    />
  )
}
