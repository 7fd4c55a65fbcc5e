import { currentReleases } from '@cg/contract/release/choose'
import type { ReleaseWish } from '@cg/contract/release/choose'
import type { ReleaseHead, ReleaseListItem } from '@cg/contract/release/head'
import { formatDate, formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { sharedLink } from '../lib/shared-link.ts'
import { useReleaseChoice } from './release-gate.tsx'
import { releasesQuery } from './release.ts'
import { MenuContent } from '../ui/menu-content.tsx'
import type { MenuItem, Trigger } from '../ui/popover-props.ts'

type Choose = (wish: Required<ReleaseWish>) => void

/** Every quarter with the release that stands, and beneath it those that were corrected: the same page as it was then. */
function periodItems(items: readonly ReleaseListItem[], shown: string | undefined, choose: Choose): MenuItem[] {
  return currentReleases(items).flatMap(({ head }, index): MenuItem[] => [
    {
      kind: 'choice',
      key: head.period,
      label: formatPeriod(parsePeriod(head.period)),
      hint: [head.code, index === 0 ? '最新' : '', head.sequence > 1 ? '修订' : ''].filter(Boolean).join(' · '),
      isChosen: head.code === shown,
      onSelect: () => choose({ p: index === 0 ? undefined : head.period, pub: undefined }),
    },
    ...correctedItems(items, head, shown, choose),
  ])
}

function correctedItems(
  items: readonly ReleaseListItem[],
  { period }: ReleaseHead,
  shown: string | undefined,
  choose: Choose,
): MenuItem[] {
  return items
    .filter((item) => item.head.period === period && !item.isCurrent)
    .map(({ head: { code, publishedAt } }) => ({
      kind: 'choice',
      key: code,
      label: <span className="menu-under">{code}</span>,
      hint: `已被更正${publishedAt === null ? '' : ` · ${formatDate(publishedAt)}发布`}`,
      isChosen: code === shown,
      onSelect: () => choose({ p: undefined, pub: code }),
    }))
}

/** To the office: what is prepared and not published. */
function previewItems(previews: readonly ReleaseHead[], shown: string | undefined, choose: Choose): MenuItem[] {
  if (previews.length === 0) return []
  return [
    { kind: 'heading', key: 'previews', label: '试看（未发布）' },
    ...previews.map((head): MenuItem => ({
      kind: 'choice',
      key: head.code,
      label: formatPeriod(parsePeriod(head.period)),
      hint: head.code,
      isChosen: head.code === shown,
      onSelect: () => choose({ p: undefined, pub: head.code }),
    })),
    { kind: 'line', key: 'previews-line' },
  ]
}

/** 期次, opened: the page as it was published in any release, in one more click. */
export function PeriodMenu({ trigger }: { trigger: Trigger }) {
  const { data } = useQuery(releasesQuery)
  const choice = useReleaseChoice()
  const navigate = useNavigate()
  if (data === undefined) return trigger
  const choose: Choose = (wish) => void navigate({ to: '.', search: (old) => ({ ...old, ...wish }) })
  const shown = choice?.kind === 'found' ? choice.head.code : undefined
  const ways: MenuItem[] = [
    { kind: 'line', key: 'line' },
    { key: 'all', label: '发布记录与两次发布的比较', onSelect: () => void navigate({ to: '/releases' }) },
  ]
  return (
    <MenuContent
      trigger={trigger}
      items={[
        ...previewItems(data.previews ?? [], shown, choose),
        { kind: 'heading', key: 'releases', label: '本页按各次发布的内容' },
        ...periodItems(data.items, shown, choose),
        ...(sharedLink() === null ? ways : []),
      ]}
    />
  )
}
