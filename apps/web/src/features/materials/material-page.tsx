import './materials.css'
import type { KeptRecipe } from '@cg/contract/material/recipe-routes'
import { chooseRelease, currentReleases } from '@cg/contract/release/choose'
import type { ReleaseHead, ReleaseListItem } from '@cg/contract/release/head'
import { formatPeriod } from '@cg/domain/number/date-format'
import { parsePeriod } from '@cg/domain/period'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { releasesQuery } from '../../shared/release.ts'
import { useTitle } from '../../shared/use-title.ts'
import { EmptyState, LoadingState } from '../../ui/states.tsx'
import { Builder } from './builder.tsx'
import type { HeadOption } from './builder-head.tsx'
import { recipeQuery } from './queries.ts'

/** 编制材料: pages on the left, what they look like under a release in the middle, what can be changed of them on the right. */
export function MaterialPage() {
  const { id } = useParams({ from: '/signed-in/materials/$id' })
  const { release } = useSearch({ from: '/signed-in/materials/$id' })
  const [round, setRound] = useState(0)
  const kept = useQuery(recipeQuery(Number(id)))
  const releases = useQuery(releasesQuery)
  const error = kept.error ?? releases.error
  useTitle(kept.data?.recipe.name ?? '会议材料')
  if (error !== null) {
    const retry = () => {
      void kept.refetch()
      void releases.refetch()
    }
    return <ProblemPanel error={error} onRetry={retry} />
  }
  // What was read on an earlier visit may have been saved over since: it is not edited.
  if (kept.data === undefined || !kept.isFetchedAfterMount || releases.data === undefined)
    return <LoadingState shape="cards" />
  const { items, previews } = releases.data
  const choice = chooseRelease(items, { pub: release }, previews)
  const wanted = choice.kind === 'missing' ? chooseRelease(items, {}) : choice
  if (wanted.kind !== 'found') return <Unpublished kept={kept.data} />
  return (
    <Builder
      key={`${id} ${round}`}
      kept={kept.data}
      head={wanted.head}
      missing={choice.kind === 'missing' ? (release ?? null) : null}
      onReload={() => void kept.refetch().then(() => setRound(round + 1))}
      heads={headOptions(items, previews ?? [])}
    />
  )
}

function Unpublished({ kept }: { kept: KeptRecipe }) {
  return (
    <EmptyState title={`“${kept.recipe.name}”还没有可用的数据`} action={<Link to="/materials">返回会议材料</Link>}>
      材料里的数字都取自已发布的数据，现在还没有任何一期发布。
    </EmptyState>
  )
}

/** The newest first, then the other quarters, previews of the office, and what was corrected. */
function headOptions(items: readonly ReleaseListItem[], previews: readonly ReleaseHead[]): HeadOption[] {
  const option = ({ code, period }: ReleaseHead, more: string): HeadOption => ({
    value: code,
    label: `${code}（${formatPeriod(parsePeriod(period))}${more}）`,
  })
  return [
    ...currentReleases(items).map(({ head }, at) => option(head, at === 0 ? '，最近一期' : '')),
    ...previews.map((head) => option(head, '，试看·未发布')),
    ...items.filter(({ isCurrent }) => !isCurrent).map(({ head }) => option(head, '，已被修订')),
  ]
}
