import type { PageName } from '@cg/contract/page-choices'
import type { PageParams } from '@cg/contract/release/page'
import type { ReleaseHead } from '@cg/contract/release/head'

export type PageExportProps = {
  head: ReleaseHead
  page: PageName
  /** What the page's address says of it; what is undefined is left out. */
  params: { [K in keyof PageParams]?: PageParams[K] | undefined }
}
