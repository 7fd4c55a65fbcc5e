import type { ReleaseHead } from '@cg/contract/release/head'
import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { lazy } from 'react'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icons.tsx'
import { LazyMenu } from '../../ui/popover.tsx'

const loadMenu = () => import('../../shared/period-menu.tsx')
const PeriodMenu = lazy(() => loadMenu().then((module) => ({ default: module.PeriodMenu })))

/** 期次: of which release the 通报 is. */
export function ReleasePick({ head }: { head: ReleaseHead }) {
  const name = formatPeriod(parsePeriod(head.period))
  const trigger = (
    <Button className="no-print" aria-label={`期次：${name}`}>
      {name}
      <Icon name="chevronDown" size={14} />
    </Button>
  )
  return (
    <LazyMenu trigger={trigger} load={loadMenu}>
      <PeriodMenu trigger={trigger} />
    </LazyMenu>
  )
}
