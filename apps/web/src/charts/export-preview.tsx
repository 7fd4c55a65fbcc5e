import type { ChartExportQuery } from '@cg/contract/chart'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { chartFile } from './chart-file.ts'
import { LoadingState } from '../ui/states.tsx'

function useSettled<T>(value: T, ms: number): T {
  const text = JSON.stringify(value)
  const [settled, setSettled] = useState({ text, value })
  useEffect(() => {
    const timer = setTimeout(() => setSettled({ text, value: JSON.parse(text) as T }), ms)
    return () => clearTimeout(timer)
  }, [text, ms])
  return settled.value
}

/** Shows a file that was fetched; the element keeps its old picture until the new one is decoded. */
function Picture({ blob, alt, className }: { blob: Blob; alt: string; className: string }) {
  const show = useCallback(
    (image: HTMLImageElement | null) => {
      if (!image) return
      const url = URL.createObjectURL(blob)
      image.src = url
      return () => URL.revokeObjectURL(url)
    },
    [blob],
  )
  return <img ref={show} alt={alt} className={className} />
}

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
