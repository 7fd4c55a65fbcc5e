import type { Setup } from '@cg/contract/setup'
import type { SetupStepCode } from '@cg/domain/claim/setup'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { Panel } from '../../ui/panel.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import type { Tone } from '../../ui/status-chip.tsx'
import { setupQuery } from './queries.ts'

type Step = Setup['steps'][number]

const titles: Readonly<Record<SetupStepCode, string>> = {
  units: '单位',
  people: '账号',
  catalogue: '指标与报表',
  aims: '目标与基期',
  scheme: '计分方案',
  period: '期次',
  entry: '填报与审核',
  release: '发布',
}

const stateWords: Readonly<Record<Step['state'], { readonly word: string; readonly tone: Tone }>> = {
  done: { word: '已具备', tone: 'good' },
  todo: { word: '待办', tone: 'near' },
  wanted: { word: '宜补', tone: 'info' },
}

/** 启用步骤: the way from an empty installation to the first release, with what is there and what is next. */
export function SetupSteps() {
  const { data, error, refetch } = useQuery(setupQuery)
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  const next = data.steps.find(({ state }) => state === 'todo')
  return (
    <Panel
      title={next === undefined ? '各步都已具备' : `下一步：${titles[next.code]}`}
      subtitle="从空的平台到第一次发布，按顺序办；随时可以回来看办到哪一步"
    >
      <ol className="setup-steps">
        {data.steps.map((step) => (
          <li key={step.code} aria-current={step === next ? 'step' : undefined}>
            <h3>{titles[step.code]}</h3>
            <StatusChip tone={stateWords[step.state].tone}>{stateWords[step.state].word}</StatusChip>
            <p>{step.sentence}</p>
            <StepLink code={step.code} />
          </li>
        ))}
      </ol>
    </Panel>
  )
}

/** Where an admin does it; the rest is done by others, whom the sentence names. */
function StepLink({ code }: { code: SetupStepCode }) {
  switch (code) {
    case 'units':
      return (
        <Link to="/admin" search={{ part: 'city' }}>
          城市资料
        </Link>
      )
    case 'people':
      return (
        <Link to="/admin" search={{}}>
          用户
        </Link>
      )
    case 'catalogue':
      return (
        <Link to="/admin" search={{ part: 'catalogue' }}>
          指标目录
        </Link>
      )
    case 'aims':
      return <Link to="/aims">目标设定</Link>
    case 'period':
      return (
        <Link to="/admin" search={{ part: 'periods' }}>
          期次
        </Link>
      )
    default:
      return null
  }
}
