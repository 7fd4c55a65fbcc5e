import { formatPeriod } from '@cg/domain/number/date-format'
import { parsePeriod } from '@cg/domain/period'
import { lazy } from 'react'
import { olderOf, useReleaseChoice } from '../shared/release-gate.tsx'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icons.tsx'
import { LazyMenu } from '../ui/popover.tsx'

const loadMenu = () => import('../shared/period-menu.tsx')
const PeriodMenu = lazy(() => loadMenu().then((module) => ({ default: module.PeriodMenu })))

/** 期次: which release the page reads, marked when it is not the newest that stands, and the way to every other. `coming`: the quarter that was just asked for. */
export function PeriodSwitch({ coming }: { coming: string | null }) {
  const choice = useReleaseChoice()
  if (choice === undefined || choice.kind === 'none') return null
  const head = choice.kind === 'found' ? choice.head : null
  const older = choice.kind === 'found' ? olderOf(choice) : null
  const period = coming ?? head?.period
  const name = period === undefined ? '选择期次' : formatPeriod(parsePeriod(period))
  const mark = head?.state === 'preview' ? '试看' : older
  const trigger = (
    <Button
      className={`period-switch${older === null ? '' : ' period-older'}`}
      aria-label={`期次：${name}${mark === null ? '' : ` ${mark}`}`}
    >
      {name}
      {mark !== null && <span className="period-mark">{mark}</span>}
      <Icon name="chevronDown" size={14} />
    </Button>
  )
  return (
    <LazyMenu trigger={trigger} load={loadMenu}>
      <PeriodMenu trigger={trigger} />
    </LazyMenu>
  )
}
