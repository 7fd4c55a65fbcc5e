import type { PreviewItem } from '@cg/contract/publish'
import { parsePreviewCode } from '@cg/contract/release/preview-code'
import { formatDateTime } from '@cg/domain/number/number-format'
import { useQuery } from '@tanstack/react-query'
import { Button } from '../../ui/button.tsx'
import { Changes } from './precheck.tsx'
import { precheckQuery } from './queries.ts'

/** Where on the page a preview stands. */
export function previewAnchor({ id }: Pick<PreviewItem, 'id'>): string {
  return `preview-${id}`
}

/** To the card of a preview, with the focus. */
export function PreviewLink({ preview, words }: { preview: PreviewItem; words: string }) {
  const show = () => {
    const card = document.getElementById(previewAnchor(preview))
    card?.focus({ preventScroll: true })
    card?.scrollIntoView({ block: 'start' })
  }
  return (
    <Button kind="quiet" onClick={show}>
      {words}
    </Button>
  )
}

type Make = { readonly isPending: boolean; readonly mutate: (reason: string) => void }

/** Of a quarter that has a preview: what it is, what changed since, to it, and to the next one. */
export function PreviewWay({ preview, make }: { preview: PreviewItem; make: Make }) {
  const { data } = useQuery(precheckQuery(preview.id, preview.version))
  const { head, schedule } = preview
  const draft = parsePreviewCode(head.code)?.draft ?? 1
  return (
    <>
      <p>
        已有试看：第{draft}稿，{preview.preparedBy} {formatDateTime(head.preparedAt)} 生成
        {schedule !== null && `，定于 ${formatDateTime(schedule.effectiveAt)} 发布`}
      </p>
      {data !== undefined && data.changes.length > 0 && <Changes changes={data.changes} />}
      <div className="publish-ways">
        <PreviewLink preview={preview} words="查看试看" />
        {schedule === null && data?.isStale === true && (
          <Button kind="primary" isBusy={make.isPending} onClick={() => make.mutate('')}>
            重新生成试看
          </Button>
        )}
      </div>
    </>
  )
}
