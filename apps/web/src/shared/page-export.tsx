import { Suspense, lazy, useState } from 'react'
import { sharedLink } from '../lib/shared-link.ts'
import { Button } from '../ui/button.tsx'
import type { PageExportProps } from './page-export-props.ts'

const loadPopover = () => import('./page-export-popover.tsx')
const PageExportPopover = lazy(() => loadPopover().then((module) => ({ default: module.PageExportPopover })))

/** 导出本页: the page as PDF or as a deck of its panels; how that goes comes when the button is first used. */
export function PageExport(props: PageExportProps) {
  const [isWanted, setWanted] = useState(false)
  const preload = () => void loadPopover()
  const trigger = (
    <Button
      kind="quiet"
      icon="download"
      className="page-export no-print"
      aria-haspopup="dialog"
      aria-expanded={false}
      onPointerEnter={preload}
      onFocus={preload}
      onClick={() => setWanted(true)}
    >
      导出本页
    </Button>
  )
  // A link for a meeting shows and gives no files.
  if (sharedLink() !== null) return null
  if (!isWanted) return trigger
  return (
    <Suspense fallback={trigger}>
      <PageExportPopover {...props} />
    </Suspense>
  )
}
