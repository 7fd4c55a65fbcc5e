import type { ReleaseHead } from '@cg/contract/release/head'
import { lazy } from 'react'
import { sharedLink } from '../../lib/shared-link.ts'
import { codeName, releaseStateWord } from '../../shared/words.ts'
import { LazyMenu } from '../../ui/popover.tsx'

const loadMenu = () => import('../../shared/period-menu.tsx')
const PeriodMenu = lazy(() => loadMenu().then((module) => ({ default: module.PeriodMenu })))

/** Under which number the wall was published, marked where it is not the newest; it opens the choice of another. */
export function WallRelease({ head, older }: { head: ReleaseHead; older: string | null }) {
  const words = `${codeName(head)} ${head.code}（${releaseStateWord(head)}）`
  const mark = older !== null && <span className="screen-older">{older}</span>
  if (sharedLink() !== null)
    return (
      <>
        <span>{words}</span>
        {mark}
      </>
    )
  const trigger = (
    <button type="button" className="screen-release" aria-label={`${words}，换看其他发布`}>
      {words}
      {mark}
    </button>
  )
  return (
    <LazyMenu trigger={trigger} load={loadMenu}>
      <PeriodMenu trigger={trigger} />
    </LazyMenu>
  )
}
