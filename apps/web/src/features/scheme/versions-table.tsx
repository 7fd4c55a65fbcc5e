import type { SchemeList, SchemeVersion } from '@cg/contract/scheme'
import { schemeStateNames } from '@cg/contract/scheme'
import { formatDateTime } from '@cg/domain/number/number-format'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import type { Tone } from '../../ui/status-chip.tsx'

const tones: Readonly<Record<SchemeVersion['state'], Tone>> = {
  draft: 'none',
  tried: 'near',
  adopted: 'good',
  locked: 'info',
  retired: 'na',
}

export function StateChip({ state }: Pick<SchemeVersion, 'state'>) {
  return <StatusChip tone={tones[state]}>{schemeStateNames[state]}</StatusChip>
}

type VersionsProps = { list: SchemeList; chosen: number; onChoose: (id: number) => void }

/** All versions, newest first, with who made them, who adopted them and on what ground. */
export function VersionsTable({ list, chosen, onChoose }: VersionsProps) {
  return (
    <DataTable
      name="versions"
      caption="方案版本"
      isDense
      rows={list.items}
      rowKey={(version) => String(version.id)}
      selectedKey={String(chosen)}
      columns={[
        {
          key: 'name',
          header: '方案',
          isRowHeader: true,
          cell: (version) => (
            <Button kind="quiet" aria-pressed={version.id === chosen} onClick={() => onChoose(version.id)}>
              {version.name} 第{version.version}版
            </Button>
          ),
        },
        { key: 'year', header: '年度', cell: (version) => <span className="nowrap">{version.year}年</span> },
        {
          key: 'state',
          header: '状态',
          cell: (version) => (
            <span className="nowrap">
              <StateChip state={version.state} />
              {version.id === list.inForce && <span className="scheme-force">现行</span>}
            </span>
          ),
        },
        {
          key: 'edited',
          header: '编制',
          cell: (version) => (
            <span className="nowrap">{signed(version.editedBy ?? version.createdBy, version.editedAt)}</span>
          ),
        },
        {
          key: 'adopted',
          header: '采用',
          cell: (version) => (
            <span className="nowrap" title={version.approval ?? undefined}>
              {version.adoptedAt === null ? '—' : signed(version.adoptedBy, version.adoptedAt)}
            </span>
          ),
        },
        { key: 'releases', header: '已用于发布', align: 'right', cell: (version) => `${version.releases.length} 次` },
        {
          key: 'hash',
          header: '校验码',
          cell: (version) => <code title={version.hash}>{version.hash.slice(0, 8)}</code>,
        },
      ]}
    />
  )
}

function signed(name: string | null, at: string | null): string {
  return [name ?? '系统', at === null ? '' : formatDateTime(at)].join(' ').trim()
}
