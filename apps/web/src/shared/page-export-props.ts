import type { PageName } from '@cg/contract/page-choices'
import type { PageParams } from '@cg/contract/release/page'
import type { ReleaseHead } from '@cg/contract/release/head'

export type PageExportProps = {
  head: ReleaseHead
  page: PageName
  /** What the page's address says of it; what is undefined is left out. */
  params: { [K in keyof PageParams]?: PageParams[K] | undefined }
}

/** Where the bar of a phone keeps a place for 导出. */
export const barExportId = 'bar-export'

/** The button before and after what it opens is there. */
export function exportLook(isInBar: boolean) {
  return isInBar
    ? { className: 'page-export no-print', children: '导出' }
    : ({ className: 'page-export no-print', kind: 'quiet', icon: 'download', children: '导出本页' } as const)
}
