import { exportChart } from '@cg/contract/chart'
import type { ChartExportQuery } from '@cg/contract/chart'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { callFile } from '../lib/api.ts'
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

function useObjectUrl(blob: Blob | undefined): string | null {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    if (!blob) return
    const made = URL.createObjectURL(blob)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [blob])
  return url
}

/** The server's own picture; the old one stays until the new one is there. */
export function ExportPreview({ code, query, alt }: { code: string; query: ChartExportQuery; alt: string }) {
  const settled = useSettled(query, 300)
  const { data, error, isFetching } = useQuery({
    queryKey: ['release', code, 'picture', settled],
    queryFn: ({ signal }) => callFile(exportChart, { params: { code }, query: settled }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 5 * 60_000,
    gcTime: 60_000,
  })
  const url = useObjectUrl(data?.blob)
  return (
    <figure className="export-preview" aria-busy={isFetching}>
      {url !== null && !error && <img src={url} alt={alt} className={isFetching ? 'is-stale' : ''} />}
      {url === null && !error && <LoadingState shape="chart" height={280} />}
      {error && (
        <p className="export-problem" role="alert">
          预览未能生成：{error.message}
        </p>
      )}
    </figure>
  )
}
