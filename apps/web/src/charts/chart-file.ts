import { exportChart } from '@cg/contract/chart'
import type { ChartExportQuery } from '@cg/contract/chart'
import { callFile } from '../lib/api.ts'
import type { DownloadedFile } from '../lib/api.ts'
import { whenFree } from '../lib/when-free.ts'

/** A chart of a release, or of a preview, as the server's file. */
export function chartFile(code: string, query: ChartExportQuery, signal?: AbortSignal): Promise<DownloadedFile> {
  const ask = () => callFile(exportChart, { params: { code }, query }, signal === undefined ? {} : { signal })
  return whenFree(ask, undefined, signal)
}
