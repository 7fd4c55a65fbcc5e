import type { UnitList, UnitRecord } from '@cg/contract/unit'
import { formatPeriod } from '@cg/domain/number/number-format'
import { firstPeriod, parsePeriod } from '@cg/domain/period'
import { successionWords } from '@cg/domain/unit-succession'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { unitKindWords } from '../../shared/words.ts'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState, LoadingState } from '../../ui/states.tsx'
import { successionsQuery } from '../../shared/successions.ts'
import { unitsQuery } from './queries.ts'
import { PartFile } from './part-file.tsx'
import { SuccessionForm } from './succession-form.tsx'
import { partingWords } from './parting-words.ts'
import { draftOfUnit, newUnit } from './unit-draft.ts'
import type { UnitDraft } from './unit-draft.ts'
import { UnitForm } from './unit-form.tsx'
import { UnitProposals } from './unit-proposals.tsx'

/** The units of the city: what each is, what it was before, who answers for it. */
export function Units() {
  const { data, error, refetch } = useQuery(unitsQuery)
  const [draft, setDraft] = useState<UnitDraft | null>(null)
  const [isSucceeding, setIsSucceeding] = useState(false)
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  const { items, openFrom, publishedTo, mayEdit } = data
  return (
    <>
      <UnitProposals proposals={data.proposals} />
      <p className="admin-tools">
        {mayEdit && (
          <Button
            kind="primary"
            onClick={() => setDraft(newUnit(items, publishedTo === null ? firstPeriod : openFrom))}
          >
            {items.length === 0 ? '填写全市' : '新增单位'}
          </Button>
        )}
        {mayEdit && <PartFile part="units" />}
        {mayEdit && items.length > 1 && <Button onClick={() => setIsSucceeding(true)}>合并、拆分</Button>}
        <span className="admin-hint">
          更名、调整、合并、拆分从某一季度起生效，以前各季保持原样。首次发布之后，参加排名的单位、替区县分报报表的乡镇街道和企业由管理员提请、发布人确认。
        </span>
      </p>
      {items.length === 0 ? (
        <EmptyState title="还没有单位">先填写全市，再逐个新增区县；也可以在“城市资料”用工作簿一次装入。</EmptyState>
      ) : (
        <UnitTable known={data} onEdit={mayEdit ? (one) => setDraft(draftOfUnit(one)) : null} />
      )}
      <Successions />
      {isSucceeding && <SuccessionForm known={data} onClose={() => setIsSucceeding(false)} />}
      {draft !== null && <UnitForm start={draft} known={data} onClose={() => setDraft(null)} />}
    </>
  )
}

/** Merges and splits that were done, each with its paper. */
function Successions() {
  const { data, error, refetch } = useQuery({ ...successionsQuery, staleTime: 0 })
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined || data.items.length === 0) return null
  return (
    <section className="admin-card unit-successions">
      <h2>合并、拆分记录</h2>
      <ul className="admin-list">
        {data.items.map((one) => {
          const words = successionWords({ ...one, from: parsePeriod(one.from) })
          return (
            <li key={words}>
              {words}（{one.basis}）
            </li>
          )
        })}
      </ul>
    </section>
  )
}

type UnitTableProps = {
  readonly known: UnitList
  /** Null for those who only look and confirm. */
  readonly onEdit: ((one: UnitRecord) => void) | null
}

function UnitTable({ known, onEdit }: UnitTableProps) {
  const { items, areas } = known
  const nameOf = new Map(items.map(({ unit }) => [unit.code, unit.shortName]))
  return (
    <div className="admin-card">
      <DataTable
        name="units"
        caption="单位"
        rows={items}
        rowKey={({ unit }) => unit.code}
        columns={[
          { key: 'name', header: '名称', isRowHeader: true, cell: (one) => <UnitName one={one} known={known} /> },
          { key: 'code', header: '代码', cell: ({ unit }) => unit.code },
          { key: 'kind', header: '类别', cell: ({ unit }) => unitKindWords[unit.kind] },
          {
            key: 'parent',
            header: '上级',
            cell: ({ unit }) => (unit.parent === null ? '—' : (nameOf.get(unit.parent) ?? unit.parent)),
          },
          { key: 'group', header: '考核组', cell: ({ unit }) => unit.assessmentGroup ?? '—' },
          { key: 'area', header: '区域', cell: ({ unit }) => (unit.areaType === null ? '—' : areas[unit.areaType]) },
          { key: 'span', header: '起止', cell: ({ unit }) => spanWords(unit) },
          { key: 'people', header: '账号', cell: ({ people }) => people.join('、') || '—' },
          ...(onEdit === null
            ? []
            : [
                {
                  key: 'acts',
                  header: '操作',
                  cell: (one: UnitRecord) => (
                    <Button kind="quiet" aria-label={`修改${one.unit.name}`} onClick={() => onEdit(one)}>
                      修改
                    </Button>
                  ),
                },
              ]),
        ]}
      />
    </div>
  )
}

function UnitName({ one, known }: { one: UnitRecord; known: UnitList }) {
  const { partings } = known
  const areas: Readonly<Record<string, string>> = known.areas
  return (
    <>
      {one.unit.name}
      {one.isDemo && <span className="admin-demo">演示</span>}
      {one.former.map(({ until, name, kind, parentName, areaType, assessmentGroup }) => (
        <span key={until} className="unit-former">
          {formatPeriod(parsePeriod(until))}及以前：{name}（
          {[unitKindWords[kind], parentName, assessmentGroup, areaType === null ? null : areas[areaType]]
            .filter((part) => part !== null && part !== undefined)
            .join('，')}
          ）
        </span>
      ))}
      {partings
        .filter(({ district }) => district === one.unit.code)
        .map((parting) => (
          <span key={`${parting.form} ${parting.from}`} className="unit-former">
            {partingWords(parting)}
          </span>
        ))}
    </>
  )
}

function spanWords({ validFrom, validTo }: UnitRecord['unit']): string {
  const end = validTo === null ? '' : `至${formatPeriod(parsePeriod(validTo))}`
  if (validFrom === firstPeriod) return end === '' ? '一直' : end
  return `${formatPeriod(parsePeriod(validFrom))}起${end}`
}
