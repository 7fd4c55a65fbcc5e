import './bulletin.css'
import { lengthOf } from '@cg/charts/bulletin/length'
import { withEdits } from '@cg/charts/bulletin/edits'
import type { BulletinModel } from '@cg/contract/bulletin'
import type { ReleaseHead } from '@cg/contract/release/head'
import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Suspense, lazy, useState } from 'react'
import { DraftLine } from '../../shared/draft-line.tsx'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { ReleaseGate } from '../../shared/release-gate.tsx'
import { ReleaseMeta } from '../../shared/release-meta.tsx'
import type { Draft } from '../../shared/use-draft.ts'
import { useDraft } from '../../shared/use-draft.ts'
import { useTitle } from '../../shared/use-title.ts'
import { PageFoot, PageHead } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { Annexes } from './annexes.tsx'
import { readChoice, saveChoice } from './choice.ts'
import type { BulletinChoice } from './choice.ts'
import { editsOf, readEdits } from './edits.ts'
import type { Edits } from './edits.ts'
import { Paper } from './paper.tsx'
import { bulletinQuery } from './queries.ts'
import { ReleasePick } from './release-pick.tsx'
import { Settings } from './settings.tsx'
import { Takes } from './takes.tsx'
import { Template } from './template.tsx'

const PassportDrawer = lazy(() =>
  import('../../charts/passport-drawer.tsx').then((module) => ({ default: module.PassportDrawer })),
)

/** 情况通报: the paper that goes to all districts after a release, with the source of each of its numbers. */
export function BulletinPage() {
  useTitle('情况通报')
  return <ReleaseGate>{(head) => <OfRelease key={head.code} head={head} />}</ReleaseGate>
}

function OfRelease({ head }: { head: ReleaseHead }) {
  const [choice, setChoice] = useState(readChoice)
  const { data, error, isPlaceholderData, refetch } = useQuery({
    ...bulletinQuery(head.code, choice),
    placeholderData: keepPreviousData,
  })
  const edits = useDraft<Edits>(`bulletin/${head.code}`, noEdits, readEdits)
  const change = (next: BulletinChoice) => {
    setChoice(next)
    saveChoice(next)
  }
  if (error) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (!data) return <LoadingState />
  return (
    <Draftable head={head} model={data} choice={choice} onChoice={change} edits={edits} isStale={isPlaceholderData} />
  )
}

const noEdits: Edits = {}

type DraftableProps = {
  head: ReleaseHead
  model: BulletinModel
  choice: BulletinChoice
  onChoice: (choice: BulletinChoice) => void
  edits: Draft<Edits>
  isStale: boolean
}

function Draftable({ head, model, choice, onChoice, edits, isStale }: DraftableProps) {
  const { passport } = useSearch({ from: '/signed-in/materials/bulletin' })
  const navigate = useNavigate({ from: '/materials/bulletin' })
  const own = editsOf(model, edits.value)
  const edited = withEdits(model, own)
  const quarter = formatPeriod(parsePeriod(head.period))
  return (
    <>
      <PageHead
        title={`情况通报：${quarter}`}
        subtitle="按本次发布的数据自动起草，可逐段改写。文号、主送机关、签发人、印章留空，由办公室填写。"
        meta={
          <>
            <ReleaseMeta head={head} />
            <ReleasePick head={head} />
          </>
        }
      />
      <div className="bulletin">
        <Panel
          className="bulletin-paper"
          title="正文"
          subtitle={`${lengthOf(edited.paragraphs)}字，不含附件。划线的数字取自本次发布，点开可看来路。`}
          isStale={isStale}
        >
          <DraftLine draft={edits} what="改写" wordsOf={wordsOf} />
          <Paper model={model} edited={edited} edits={edits} />
          <Annexes annexes={model.annexes} />
        </Panel>
        <div className="bulletin-side no-print">
          <Takes head={head} model={edited} choice={choice} edits={own} />
          <Settings choice={choice} onChoice={onChoice} />
          <Template />
        </div>
      </div>
      <PageFoot notes={model.foot} />
      {passport !== undefined && (
        <Suspense fallback={null}>
          <PassportDrawer
            head={head}
            indicator={passport}
            unit={null}
            onClose={() => void navigate({ search: (old) => ({ ...old, passport: undefined }), resetScroll: false })}
          />
        </Suspense>
      )}
    </>
  )
}

function wordsOf(edits: Edits): string {
  return Object.values(edits)
    .map((text) => text ?? '（删去）')
    .join(' ')
}
