import './check.css'
import type { AppealBoard } from '@cg/contract/appeal'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { Quarters } from '../../shared/quarters.tsx'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { useMe } from '../../shared/session.ts'
import { useTitle } from '../../shared/use-title.ts'
import { PageHead } from '../../ui/page.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { Board } from './board.tsx'
import { appealsQuery } from './queries.ts'
import { SheetView } from './sheet.tsx'
import { boardTitle, windowWords } from './words.ts'

/** 核对: districts check their own figures before publication and object to single ones, the office answers. */
export function CheckPage() {
  useTitle('核对')
  const { quarter, unit } = useSearch({ from: '/signed-in/check' })
  const me = useMe()
  const { data, error, refetch } = useQuery(appealsQuery(quarter))
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  const own = data.units.find(({ code }) => me.grants.some((grant) => grant.unit === code))
  const shown = unit ?? own?.code
  if (shown !== undefined && data.window !== null) {
    return <SheetView key={`${data.period} ${shown}`} board={data} unit={shown} isOwn={shown === own?.code} />
  }
  return (
    <>
      <PageHead title={boardTitle(data)} subtitle={subtitle(data)} meta={<Quarters board={data} page="/check" />} />
      <Board key={data.period} board={data} />
    </>
  )
}

function subtitle({ window, release, mayManage }: AppealBoard): string {
  const published = release === null ? '' : `；已发布（${release}）`
  if (window !== null) return `${windowWords(window)}${published}`
  return mayManage
    ? `开始核对后，区县可以看到本单位已审核通过的数字，逐项提出异议${published}`
    : `开始核对后，消息中会有提示${published}`
}
