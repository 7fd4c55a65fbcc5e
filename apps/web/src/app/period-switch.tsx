import { currentReleases } from '@cg/contract/release/choose'
import type { ReleaseHead, ReleaseListItem } from '@cg/contract/release/head'
import { formatDate, formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useReleaseChoice } from '../shared/release-gate.tsx'
import { releasesQuery } from '../shared/release.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icons.tsx'
import { Menu } from '../ui/popover.tsx'
import type { MenuItem } from '../ui/popover-props.ts'

type Choose = (wish: { p: string | undefined; pub: string | undefined }) => void

function periodItems(items: readonly ReleaseListItem[], shown: string, choose: Choose): MenuItem[] {
  const current = currentReleases(items)
  return current.map((item, index) => ({
    kind: 'choice',
    key: item.head.period,
    label: formatPeriod(parsePeriod(item.head.period)),
    hint: item.head.sequence > 1 ? '有修订' : index === 0 ? '最新' : undefined,
    isChosen: item.head.period === shown,
    onSelect: () => choose({ p: index === 0 ? undefined : item.head.period, pub: undefined }),
  }))
}

/** The releases of the shown quarter, when there is more than one. */
function versionItems(
  items: readonly ReleaseListItem[],
  shown: { code: string; period: string },
  choose: Choose,
): MenuItem[] {
  const versions = items.filter((item) => item.head.period === shown.period)
  if (versions.length < 2) return []
  return [
    { kind: 'heading', key: 'versions', label: '本期各次发布' },
    ...versions.map((item): MenuItem => ({
      kind: 'choice',
      key: item.head.code,
      label: item.head.code,
      hint: `${item.isCurrent ? '现行' : '已被更正'} ${item.head.publishedAt === null ? '' : formatDate(item.head.publishedAt)}`,
      isChosen: item.head.code === shown.code,
      onSelect: () => choose({ p: undefined, pub: item.head.code }),
    })),
    { kind: 'line', key: 'line' },
  ]
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

/** 期次: all published quarters, and the earlier releases of the one shown. */
export function PeriodSwitch() {
  const { data } = useQuery(releasesQuery)
  const choice = useReleaseChoice()
  const navigate = useNavigate()
  if (!data || choice === undefined || choice.kind === 'none') return null
  const choose: Choose = (wish) => void navigate({ to: '.', search: (old) => ({ ...old, ...wish }) })
  const head = choice.kind === 'found' ? choice.head : null
  const label = head
    ? `${formatPeriod(parsePeriod(head.period))}${head.state === 'preview' ? ' 试看' : ''}`
    : '选择期次'
  return (
    <Menu
      trigger={
        <Button className="period-switch" aria-label={`期次：${label}`}>
          {label}
          <Icon name="chevronDown" size={14} />
        </Button>
      }
      items={[
        ...previewItems(data.previews ?? [], head?.code, choose),
        ...(head ? versionItems(data.items, head, choose) : []),
        ...periodItems(data.items, head?.state === 'published' ? head.period : '', choose),
      ]}
    />
  )
}
