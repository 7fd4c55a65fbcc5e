import './rules.css'
import type { RuleInfo, RuleList } from '@cg/contract/rule'
import { minSwitchReason } from '@cg/contract/rule'
import { formatPeriod } from '@cg/domain/number/number-format'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { ReasonDialog } from '../../shared/reason-dialog.tsx'
import { useTitle } from '../../shared/use-title.ts'
import { Button } from '../../ui/button.tsx'
import { PageHead } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { SegmentedControl } from '../../ui/segmented.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { OwnRuleDialog } from './own-rule-dialog.tsx'
import { putSwitch, rulesQuery } from './queries.ts'
import { RuleTable } from './rule-table.tsx'
import type { ruleViews } from './search.ts'
import { TrialDialog } from './trial-dialog.tsx'
import { familyWords } from './words.ts'

type View = (typeof ruleViews)[number]

/** 校验规则: what is checked while forms are filled, how strictly, and how often it would have spoken. */
export function RulesPage() {
  useTitle('校验规则')
  const { data, error, refetch } = useQuery(rulesQuery)
  return (
    <>
      <PageHead
        title={data === undefined ? '校验规则' : familyWords(data.items)}
        subtitle="强制性规则不通过不能上报；核实性规则须填写说明，由审核人评定；提示只告知。停用、启用由系统管理员办理，写明原因，今后各季都照此执行。"
      />
      {error !== null && data === undefined && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <LoadingState />}
      {data !== undefined && <Rules list={data} />}
    </>
  )
}

function Rules({ list }: { list: RuleList }) {
  const { show = 'all' } = useSearch({ from: '/signed-in/rules' })
  const navigate = useNavigate({ from: '/rules' })
  const [trying, setTrying] = useState<RuleInfo | null>(null)
  const [switching, setSwitching] = useState<RuleInfo | null>(null)
  const [isAdding, setAdding] = useState(false)
  const put = (next: View) => void navigate({ search: (old) => ({ ...old, show: next === 'all' ? undefined : next }) })
  return (
    <Panel
      className="panel-long"
      title="全部规则"
      subtitle={subtitleOf(list)}
      controls={
        <>
          {list.maySwitch && <Button onClick={() => setAdding(true)}>自设规则</Button>}
          <SegmentedControl label="显示哪些规则" options={viewsOf(list)} value={show} onChange={put} />
        </>
      }
    >
      <RuleTable list={list} rows={list.items.filter(pick[show])} onTry={setTrying} onSwitch={setSwitching} />
      {isAdding && <OwnRuleDialog list={list} onClose={() => setAdding(false)} />}
      {trying !== null && <TrialDialog rule={trying} onClose={() => setTrying(null)} />}
      {switching !== null && <SwitchDialog rule={switching} onClose={() => setSwitching(null)} />}
    </Panel>
  )
}

const pick: Readonly<Record<View, (rule: RuleInfo) => boolean>> = {
  all: () => true,
  spoke: (rule) => (rule.trial?.count ?? 0) > 0,
  off: (rule) => !rule.isActive,
}

function viewsOf({ items, periods }: RuleList): readonly { value: View; label: string }[] {
  const count = (view: View) => items.filter(pick[view]).length
  const spoke = { value: 'spoke' as const, label: `触发过 ${count('spoke')}` }
  return [
    { value: 'all', label: `全部 ${items.length}` },
    ...(periods.length > 0 ? [spoke] : []),
    { value: 'off', label: `停用 ${count('off')}` },
  ]
}

function subtitleOf({ periods, forms }: RuleList): string {
  if (periods.length === 0) return '点开一条，看它核对什么、用于哪些报表'
  const first = formatPeriod(parsePeriod(must(periods.at(-1))))
  const last = formatPeriod(parsePeriod(must(periods[0])))
  const span = first === last ? last : `${first}至${last}`
  return `点开一条，看它核对什么、用于哪些报表。“近${periods.length}个季度”是用${span}已报送的${forms}张表现在的数据试算的次数，停用的规则也试算`
}

function SwitchDialog({ rule, onClose }: { rule: RuleInfo; onClose: () => void }) {
  const queryClient = useQueryClient()
  const verb = rule.isActive ? '停用' : '启用'
  return (
    <ReasonDialog
      title={`${verb}规则：${rule.code} ${rule.title}`}
      description={
        rule.isActive
          ? '停用后，填报、上报和审核都不再核对这一条；以后更新指标目录也不会自动恢复。'
          : '启用后，正在填报的表立即按这一条核对；已上报的表不受影响。'
      }
      verb={verb}
      draftPlace={`rule.${rule.code}.${rule.isActive ? 'off' : 'on'}`}
      least={minSwitchReason}
      isDanger={rule.isActive}
      act={(reason) => putSwitch(rule.code, !rule.isActive, reason)}
      doneWords={`已${verb}规则 ${rule.code}。`}
      onDone={(list) => queryClient.setQueryData(rulesQuery.queryKey, list)}
      onClose={onClose}
    />
  )
}
