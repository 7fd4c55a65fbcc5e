import type { ReleaseHead, ReleaseListItem } from '@cg/contract/release/head'
import { mostDraftCharacters } from '@cg/contract/speech'
import { Suspense, lazy, useState } from 'react'
import type { ReactNode } from 'react'
import { DraftLine } from '../../shared/draft-line.tsx'
import { readText, useDraft } from '../../shared/use-draft.ts'
import { Button } from '../../ui/button.tsx'
import { Field, TextArea } from '../../ui/field.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { CheckedDraft } from './checked-draft.tsx'
import type { CheckedFinding } from './replace.ts'
import { useCheck } from './use-check.ts'

const PassportDrawer = lazy(() =>
  import('../../charts/passport-drawer.tsx').then((module) => ({ default: module.PassportDrawer })),
)

const TalkStart = lazy(() => import('./talk-start.tsx').then((module) => ({ default: module.TalkStart })))

type DraftDeskProps = {
  head: ReleaseHead
  items: readonly ReleaseListItem[]
  isFromTalk: boolean
  chooser: ReactNode
}

/** The field for the draft, and beneath it the draft as it was checked. */
export function DraftDesk({ head, items, isFromTalk, chooser }: DraftDeskProps) {
  const draft = useDraft('speech', '', readText)
  const desk = useCheck(head.code, draft)
  const [passport, setPassport] = useState<CheckedFinding | null>(null)
  const length = draft.value.length
  const isLong = length > mostDraftCharacters
  const start = (text: string) => {
    desk.type(text)
    desk.check(text)
  }
  return (
    <div className="stack">
      {isFromTalk && desk.checked === null && (
        <Suspense fallback={null}>
          <TalkStart head={head} hasDraft={draft.value.trim() !== ''} isBusy={desk.isBusy} onStart={start} />
        </Suspense>
      )}
      <Panel title="稿子" controls={chooser}>
        <Field
          label="讲话稿全文"
          hint={isLong ? `${length}字，一次最多核对${mostDraftCharacters}字，请分几次核对` : `${length}字`}
        >
          {(control) => (
            <TextArea
              {...control}
              rows={desk.checked === null ? 12 : 5}
              value={draft.value}
              placeholder="粘贴稿子，例如：全市产业工人劳动合同签订率达到*%，集体合同签订率达到*%。"
              onChange={(event) => desk.type(event.target.value)}
            />
          )}
        </Field>
        <DraftLine draft={draft} what="稿子" wordsOf={(text) => `${text.slice(0, 30)}…`} />
        <div className="speech-ways">
          <Button
            kind="primary"
            isBusy={desk.isBusy}
            disabled={draft.value.trim() === '' || isLong}
            onClick={() => desk.check(draft.value)}
          >
            核对
          </Button>
          <FileButton accept=".docx,.txt" isBusy={desk.isReading} onFile={desk.upload}>
            上传文稿
          </FileButton>
          <span className="speech-hint">可上传 .docx、.txt。改过文字以后要再核对一次。</span>
        </div>
      </Panel>
      <div role="status">
        {desk.error !== null && (
          <Panel title="没有核对成">
            <p>{desk.error}</p>
          </Panel>
        )}
      </div>
      {desk.checked !== null && (
        <CheckedDraft desk={desk} checked={desk.checked} head={head} onPassport={setPassport} />
      )}
      <Suspense fallback={null}>
        {passport?.indicator != null && (
          <PassportDrawer
            head={headOf(items, passport.period) ?? head}
            indicator={passport.indicator}
            unit={passport.placeName === '全市' ? null : passport.place}
            onClose={() => setPassport(null)}
          />
        )}
      </Suspense>
    </div>
  )
}

/** The figure of an earlier quarter has its passport in that quarter's release. */
function headOf(items: readonly ReleaseListItem[], period: string | null): ReleaseHead | undefined {
  return items.find((item) => item.isCurrent && item.head.period === period)?.head
}
