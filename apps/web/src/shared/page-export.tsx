import type { PageName } from '@cg/contract/page-choices'
import type { PageParams } from '@cg/contract/release/page'
import type { ReleaseHead } from '@cg/contract/release/head'
import { Suspense, lazy, useState } from 'react'
import { Button } from '../ui/button.tsx'

const loadPopover = () => import('./page-export-popover.tsx')
const PageExportPopover = lazy(() => loadPopover().then((module) => ({ default: module.PageExportPopover })))

export type PageExportProps = {
  head: ReleaseHead
  page: PageName
  /** What the page's address says of it; what is undefined is left out. */
  params: { [K in keyof PageParams]?: PageParams[K] | undefined }
}

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
  if (!isWanted) return trigger
  return (
    <Suspense fallback={trigger}>
      <PageExportPopover {...props} />
    </Suspense>
  )
}
