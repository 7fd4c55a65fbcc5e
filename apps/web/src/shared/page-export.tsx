import { Suspense, lazy, useState, useSyncExternalStore } from 'react'
import { createPortal } from 'react-dom'
import { useNarrow } from '../lib/use-narrow.ts'
import { sharedLink } from '../lib/shared-link.ts'
import { Button } from '../ui/button.tsx'
import { barExportId, exportLook } from './page-export-props.ts'
import type { PageExportProps } from './page-export-props.ts'

const loadPopover = () => import('./page-export-popover.tsx')
const PageExportPopover = lazy(() => loadPopover().then((module) => ({ default: module.PageExportPopover })))

/** 导出本页, on a phone in the bar: there it stays in sight when the page scrolls. */
export function PageExport(props: PageExportProps) {
  const isNarrow = useNarrow()
  // Bar and page may come in one: the place is asked for again once both stand.
  const place = useSyncExternalStore(
    subscribeNever,
    () => (isNarrow ? document.getElementById(barExportId) : null),
    () => null,
  )
  return place === null ? <ExportButton {...props} /> : createPortal(<ExportButton {...props} isInBar />, place)
}

const subscribeNever = () => () => undefined

/** The page as PDF or as a deck of its panels; how that goes comes when the button is first used. */
function ExportButton({ isInBar = false, ...props }: PageExportProps & { isInBar?: boolean }) {
  const [isWanted, setWanted] = useState(false)
  const preload = () => void loadPopover()
  const trigger = (
    <Button
      {...exportLook(isInBar)}
      aria-haspopup="dialog"
      aria-expanded={false}
      onPointerEnter={preload}
      onFocus={preload}
      onClick={() => setWanted(true)}
    />
  )
  // A link for a meeting shows and gives no files.
  if (sharedLink() !== null) return null
  if (!isWanted) return trigger
  return (
    <Suspense fallback={trigger}>
      <PageExportPopover {...props} isInBar={isInBar} />
    </Suspense>
  )
}
