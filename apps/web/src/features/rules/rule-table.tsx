import type { RuleInfo, RuleList } from '@cg/contract/rule'
import { formatDateTime } from '@cg/domain/number/number-format'
import { WholeWords } from '../../shared/whole-words.tsx'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import { officeWords, severityTones, severityWords } from './words.ts'

type RuleTableProps = {
  readonly list: RuleList
  readonly rows: readonly RuleInfo[]
  readonly onTry: (rule: RuleInfo) => void
  readonly onSwitch: (rule: RuleInfo) => void
}

/** The rules by number: what each asks, where, how strictly, whether it runs, how often it would have spoken. */
export function RuleTable({ list, rows, onTry, onSwitch }: RuleTableProps) {
  return (
    <DataTable
      name="rules"
      caption="校验规则"
      columns={columnsOf({ list, onTry, onSwitch })}
      rows={rows}
      rowKey={(rule) => rule.code}
      empty={<EmptyState title="没有这样的规则">换一个范围，或改用“全部”。</EmptyState>}
    />
  )
}

function columnsOf({ list, onTry, onSwitch }: Omit<RuleTableProps, 'rows'>): readonly Column<RuleInfo>[] {
  const tried: Column<RuleInfo> = {
    key: 'trial',
    header: `近${list.periods.length}个季度`,
    align: 'right',
    sortValue: (rule) => rule.trial?.count ?? null,
    cell: (rule) => <Trial rule={rule} onTry={onTry} />,
  }
  const acts: Column<RuleInfo> = {
    key: 'acts',
    header: '操作',
    cell: (rule) => rule.fixedBecause === null && <SwitchButton rule={rule} onSwitch={onSwitch} />,
  }
  return [
    { key: 'code', header: '编号', cell: (rule) => <span className="nowrap">{rule.code}</span> },
    { key: 'title', header: '规则', isRowHeader: true, cell: (rule) => <What rule={rule} /> },
    {
      key: 'severity',
      header: '级别',
      cell: (rule) => <StatusChip tone={severityTones[rule.severity]}>{severityWords[rule.severity]}</StatusChip>,
    },
    { key: 'state', header: '状态', cell: (rule) => <State rule={rule} /> },
    ...(list.periods.length > 0 ? [tried] : []),
    ...(list.maySwitch ? [acts] : []),
  ]
}

function What({ rule }: { rule: RuleInfo }) {
  return (
    <details className="rule-what">
      <summary>
        <WholeWords text={rule.title} words={officeWords} />
      </summary>
      <ul className="rule-words">
        {rule.words.map((words) => (
          <li key={words}>
            <WholeWords text={words} words={officeWords} />
          </li>
        ))}
      </ul>
      <p>{whereWords(rule)}</p>
    </details>
  )
}

const mostNamed = 5

function whereWords({ place, forms }: RuleInfo): string {
  if (place === 'preview') return '在生成试看时随结果核对，不在报表上提示。'
  if (place === 'units') return '核对单位的设置，不涉及报表。'
  if (forms.length === 0) return '本季没有用得上它的报表。'
  const named = forms.slice(0, mostNamed).map((form) => `《${form}》`)
  return `用于 ${forms.length} 张报表：${named.join('')}${forms.length > mostNamed ? '等' : ''}`
}

function State({ rule }: { rule: RuleInfo }) {
  const { isActive, inactiveReason, switched, note } = rule
  return (
    <div className="rule-state">
      {isActive ? (
        <StatusChip tone="good" shape="check">
          启用
        </StatusChip>
      ) : (
        <StatusChip tone="none" shape="ring">
          停用
        </StatusChip>
      )}
      {[isActive ? null : inactiveReason, note].map(
        (words) =>
          words !== null && (
            <p key={words}>
              <WholeWords text={words} words={officeWords} />
            </p>
          ),
      )}
      {switched !== null && (
        <p className="muted">
          {switched.by}于 {formatDateTime(switched.at)} {switched.isActive ? `启用：${switched.reason}` : '停用'}
        </p>
      )}
    </div>
  )
}

function Trial({ rule, onTry }: { rule: RuleInfo; onTry: (rule: RuleInfo) => void }) {
  if (rule.trial === null) return <span className="muted">不试算</span>
  const { count, units } = rule.trial
  if (count === 0) return <span className="muted nowrap">未触发</span>
  return (
    <Button kind="quiet" onClick={() => onTry(rule)}>
      <span className="nowrap">
        {count}次，{units}个单位
      </span>
    </Button>
  )
}

function SwitchButton({ rule, onSwitch }: { rule: RuleInfo; onSwitch: (rule: RuleInfo) => void }) {
  const verb = rule.isActive ? '停用' : '启用'
  return (
    <Button kind="quiet" aria-label={`${verb}${rule.code} ${rule.title}`} onClick={() => onSwitch(rule)}>
      {verb}
    </Button>
  )
}
