import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { IconButton } from '../../ui/button.tsx'
import { Picture } from '../../ui/picture.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { slideQuery } from './queries.ts'
import type { Outline } from './use-outline.ts'

type PreviewProps = { code: string; outline: Outline; pageId: string | undefined; fault: string | null }

/** The page in hand as the server draws it for the PDF; the old picture stays until the new one is there. */
export function Preview({ code, outline, pageId, fault }: PreviewProps) {
  const [turned, setTurned] = useState({ pageId, by: 0 })
  const page = outline.current?.pages.find(({ id }) => id === pageId)
  const known = outline.last?.pages.find(({ id }) => id === pageId)
  const slides = known?.slides ?? 1
  const by = turned.pageId === pageId ? Math.min(turned.by, slides - 1) : 0
  const { data, error, isFetching } = useQuery({
    ...slideQuery(code, outline.recipe, (page?.slide ?? 1) + by),
    enabled: page !== undefined && fault === null,
  })
  const problem = outline.error ?? error
  const isWaiting = fault === null && problem === null && (isFetching || page === undefined)
  return (
    <section className="material-preview" aria-label="预览">
      <figure aria-busy={isWaiting}>
        {data !== undefined && problem === null && (
          <Picture blob={data.blob} alt={`预览：${known?.title ?? ''}`} className={isWaiting ? 'is-stale' : ''} />
        )}
        {data === undefined && problem === null && <LoadingState shape="chart" height={320} />}
        {problem !== null && (
          <p className="export-problem" role="alert">
            预览未能生成：{problem.message}
          </p>
        )}
      </figure>
      {slides > 1 && (
        <p className="material-turn">
          <IconButton
            icon="chevronLeft"
            label="这一页的上一张"
            disabled={by === 0}
            onClick={() => setTurned({ pageId, by: by - 1 })}
          />
          <span>
            第{by + 1}张，共{slides}张（内容较长，自动分张）
          </span>
          <IconButton
            icon="chevronRight"
            label="这一页的下一张"
            disabled={by === slides - 1}
            onClick={() => setTurned({ pageId, by: by + 1 })}
          />
        </p>
      )}
      <p className="muted">预览由服务器按所选发布绘制，与导出的 PDF 相同。</p>
    </section>
  )
}
