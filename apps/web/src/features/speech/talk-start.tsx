import { talkDraft } from '@cg/charts/page/talk-draft'
import type { ReleaseHead } from '@cg/contract/release/head'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { talkQuery } from '../../shared/talk.ts'
import { Button } from '../../ui/button.tsx'
import { Panel } from '../../ui/panel.tsx'

type StartProps = {
  head: ReleaseHead
  /** Words that would be replaced. */
  hasDraft: boolean
  isBusy: boolean
  onStart: (text: string) => void
}

/** 以讲话原句起稿: the sentences of the speech with the release's figures in their blanks, to be checked and written on. */
export function TalkStart({ head, hasDraft, isBusy, onStart }: StartProps) {
  const { data, error } = useQuery(talkQuery(head.code))
  const draft = useMemo(() => (data === undefined ? null : talkDraft(data)), [data])
  if (error !== null)
    return (
      <Panel title="以讲话原句起稿">
        <p role="alert">{error.message}</p>
      </Panel>
    )
  if (draft === null || data === undefined) return null
  return (
    <Panel title="以讲话原句起稿" subtitle={`《${data.title}》，${head.code}`}>
      <p>
        {`讲话中有数的${draft.statements}条表述，已按本次发布填入${draft.filled}个数，还空着${draft.left}处：一家企业、一个区县自己的数和今后的安排不代填。`}
        {hasDraft ? '放入后，下面现有的稿子会被替换。' : ''}
      </p>
      <div className="speech-ways">
        <Button kind="primary" isBusy={isBusy} onClick={() => onStart(draft.text)}>
          {hasDraft ? '替换现有稿子并核对' : '放入稿子并核对'}
        </Button>
      </div>
    </Panel>
  )
}
