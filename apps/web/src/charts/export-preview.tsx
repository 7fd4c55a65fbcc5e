import type { ChartExportQuery } from '@cg/contract/chart'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useSettled } from '../lib/use-settled.ts'
import { Picture } from '../ui/picture.tsx'
import { LoadingState } from '../ui/states.tsx'
import { chartFile } from './chart-file.ts'

type ExportPreviewProps = { code: string; query: ChartExportQuery; alt: string }

/** The server's own picture; the old one stays until the new one is there. */
export function ExportPreview({ code, query, alt }: ExportPreviewProps) {
  const settled = useSettled(query, 300)
  const { data, error, isFetching } = useQuery({
    queryKey: ['release', code, 'picture', settled],
    queryFn: ({ signal }) => chartFile(code, settled, signal),
    placeholderData: keepPreviousData,
    staleTime: 5 * 60_000,
    gcTime: 60_000,
  })
  return (
    <figure className="export-preview" aria-busy={isFetching}>
      {data && !error && <Picture blob={data.blob} alt={alt} className={isFetching ? 'is-stale' : ''} />}
      {!data && !error && <LoadingState shape="chart" height={280} />}
      {error && (
        <p className="export-problem" role="alert">
          预览未能生成：{error.message}
        </p>
      )}
    </figure>
  )
}
