import { exportChart, exportPreviewChart } from '@cg/contract/chart'
import type { ChartExportQuery } from '@cg/contract/chart'
import { callFile } from '../lib/api.ts'
import type { DownloadedFile } from '../lib/api.ts'

/** A chart of a release as the server's file; of a preview, which only the office may read, marked 试看. */
export function chartFile(
  code: string,
  preview: number | undefined,
  query: ChartExportQuery,
  signal?: AbortSignal,
): Promise<DownloadedFile> {
  const options = signal === undefined ? {} : { signal }
  return preview === undefined
    ? callFile(exportChart, { params: { code }, query }, options)
    : callFile(exportPreviewChart, { params: { id: preview }, query }, options)
}
