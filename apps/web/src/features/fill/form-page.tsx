import './fill.css'
import type { Finding, FormDetail, FormParams } from '@cg/contract/entry'
import { must } from '@cg/domain/must'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import type { RefObject } from 'react'
import { cellOfSearch } from '../../shared/linked-cell.ts'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { useMe } from '../../shared/session.ts'
import { ThreadLine } from '../../shared/thread-line.tsx'
import { useTitle } from '../../shared/use-title.ts'
import { isLayerOpen, useKeyDown } from '../../lib/keys.ts'
import { useNarrow } from '../../lib/use-narrow.ts'
import { Button } from '../../ui/button.tsx'
import { Drawer } from '../../ui/dialog.tsx'
import { SegmentedControl } from '../../ui/segmented.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { CountedLine } from './counted-line.tsx'
import { EntryList } from './entry-list.tsx'
import { FileActions } from './file-actions.tsx'
import { FormBar } from './form-bar.tsx'
import { KeptTexts } from './kept-texts.tsx'
import { FormHead } from './form-head.tsx'
import { cellPlace, indexOf, rowName } from './editor/form-cells.ts'
import type { FormEditor } from './editor/form-editor.ts'
import { Grid } from './grid/grid.tsx'
import type { Beside } from './grid/grid-cell.tsx'
import { unitWord } from './grid/grid-frame.tsx'
import { gridLayout, readsBetterTurned } from './grid/grid-layout.ts'
import type { GridLayout } from './grid/grid-layout.ts'
import { isAllSaved, pasteWords } from './grid/paste-words.ts'
import type { PasteAsk } from './grid/paste-ask.ts'
import type { Lines } from './grid/use-lines.ts'
import type { Pasted } from './grid/use-clipboard.ts'
import { formQuery } from './queries.ts'
import { PartsLine } from './parts-line.tsx'
import { PasteDialog } from './paste-dialog.tsx'
import { SidePanel } from './side-panel.tsx'
import { useFormEditor } from './editor/use-editor.ts'
import { usePanel } from './use-panel.ts'
import type { Panel } from './use-panel.ts'

/** One form of one reporter in one quarter. */
export function FormPage() {
  const params: FormParams = useParams({ strict: false }) as FormParams
  const { data, error, refetch } = useQuery(formQuery(params))
  useTitle(data?.head.name ?? '填报')
  // Counts what was loaded anew on purpose. A refetch in the background must not take the editor from under a hand.
  const [loads, setLoads] = useState(0)
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  const reload = async () => {
    await refetch()
    setLoads((count) => count + 1)
  }
  return (
    <FormWorkspace
      key={`${data.submission.round}|${data.submission.state}|${loads}`}
      params={params}
      detail={data}
      onReload={() => void reload()}
    />
  )
}

const mostPhoneCells = 20

const besideChoices = [
  { value: 'previous', label: '上季' },
  { value: 'lastYear', label: '上年同期' },
  { value: 'none', label: '不显示' },
] as const

type FormWorkspaceProps = { params: FormParams; detail: FormDetail; onReload: () => void }

function FormWorkspace({ params, detail, onReload }: FormWorkspaceProps) {
  const editor = useFormEditor(params, detail)
  const [isTurned, setTurned] = useState(readsBetterTurned(detail))
  const [beside, setBeside] = useState<Beside>('previous')
  const [selected, setSelected] = useState<number | null>(null)
  const isNarrow = useNarrow()
  const entries = detail.cells.isEntry.filter(Boolean).length
  /** On a phone a large grid is for reading; its cells are entered as a list. */
  const [isList, setList] = useState(entries <= mostPhoneCells)
  const [opened, setOpened] = useState<number | null>(null)
  const panel = usePanel()
  const layout = useMemo(() => gridLayout(detail, isTurned), [detail, isTurned])
  const findings = editor.findings()

  const reach = useRef<Lines['reach'] | null>(null)
  const goTo = (index: number) => {
    const field = fieldOf(reach.current, index)
    if (field === null) setOpened(index)
    else panel.open()
    field?.focus()
  }
  const jump = (finding: Finding) => {
    const index = indexOf(detail, finding)
    if (index !== null) goTo(index)
  }
  const jumpNext = () => {
    const next = nextProblem(findings, layout, detail, selected)
    if (next !== null) jump(next)
  }
  useNextKey(jumpNext)
  useStartAtLink(detail, isNarrow ? setOpened : goTo)
  useStartAtReturned(detail, layout, { reach, open: panel.open })
  return (
    <div className="fill">
      <FormHead detail={detail} submission={editor.submission()} />
      <FormTools
        beside={beside}
        onBeside={setBeside}
        isTurned={isTurned}
        onTurn={() => setTurned(!isTurned)}
        panel={panel}
        params={params}
        editor={editor}
        onReload={onReload}
      />
      <PartsLine editor={editor} />
      <CountedLine editor={editor} params={params} onReload={onReload} />
      <KeptTexts params={params} detail={detail} onGo={isNarrow ? setOpened : goTo} />
      {detail.head.parts?.isOwn !== true && (
        <FormThreads params={params} detail={detail} onGo={isNarrow ? setOpened : goTo} />
      )}
      {isNarrow && entries > mostPhoneCells && (
        <PhoneHint entries={entries} isList={isList} onSwitch={() => setList(!isList)} />
      )}
      {isNarrow && isList && <EntryList editor={editor} findings={findings} onDetail={setOpened} />}
      {opened !== null && (
        <Drawer isOpen onClose={() => setOpened(null)} title="单元格说明">
          <SidePanel editor={editor} params={params} index={opened} findings={findings} />
        </Drawer>
      )}
      {!(isNarrow && isList) && (
        <GridAndPanel
          {...{ params, editor, layout, beside, findings, panel, selected, reach }}
          isReadOnly={isNarrow}
          onSelect={setSelected}
        />
      )}
      <FormBar
        editor={editor}
        params={params}
        findings={findings}
        onJump={jump}
        onNext={jumpNext}
        onChanged={onReload}
      />
    </div>
  )
}

type GridAndPanelProps = {
  reach: RefObject<Lines['reach'] | null>
  params: FormParams
  editor: FormEditor
  layout: GridLayout
  beside: Beside
  findings: readonly Finding[]
  panel: Panel
  selected: number | null
  isReadOnly: boolean
  onSelect: (index: number) => void
}

function GridAndPanel({ params, panel, selected, reach, onSelect, ...shown }: GridAndPanelProps) {
  const { editor, findings } = shown
  const { user } = useMe()
  const pasted = usePasteWords(editor)
  const [ask, setAsk] = useState<PasteAsk | null>(null)
  return (
    <div className={panel.isOpen ? 'fill-body' : 'fill-body fill-body-alone'}>
      <Grid
        key={shown.layout.isTurned ? 'turned' : 'straight'}
        {...shown}
        reachRef={reach}
        widthsName={`widths.${user.id}.${params.form}`}
        onSelect={onSelect}
        onPasted={pasted}
        onAsk={setAsk}
        onSidePanel={panel.enter}
      />
      {panel.isOpen && <SidePanel editor={editor} params={params} index={selected} findings={findings} />}
      {ask !== null && <PasteDialog editor={editor} ask={ask} onClose={() => setAsk(null)} onPasted={pasted} />}
    </div>
  )
}

/** F8 goes to the next finding, as the bar's button does. */
function useNextKey(onNext: () => void): void {
  useKeyDown((event) => {
    if (event.key !== 'F8' || isLayerOpen()) return
    event.preventDefault()
    onNext()
  })
}

/** In the grid, or in the list that a phone has in its place. */
function fieldOf(reach: Lines['reach'] | null, index: number): HTMLInputElement | null {
  return reach === null ? document.querySelector(`input[data-index="${index}"]`) : reach(index)
}

/** A returned form opens at the first cell that came back: the words about it stand beside. */
function useStartAtReturned(
  detail: FormDetail,
  layout: GridLayout,
  { reach, open }: { reach: RefObject<Lines['reach'] | null>; open: () => void },
): void {
  const [first] = useState(() => firstReturned(detail, layout))
  const showPanel = useEffectEvent(open)
  useEffect(() => {
    if (first === null) return
    const field = fieldOf(reach.current, first)
    field?.focus()
    if (field !== null) showPanel()
  }, [first, reach])
}

/** A link from a message leads to its cell, once. */
function useStartAtLink(detail: FormDetail, go: (index: number) => void): void {
  const { cell } = useSearch({ strict: false })
  const [linked] = useState(() => linkedCell(detail, cell))
  const start = useEffectEvent(go)
  useEffect(() => {
    if (linked !== null) start(linked)
  }, [linked])
}

function linkedCell(detail: FormDetail, cell: string | undefined): number | null {
  const place = cellOfSearch(cell)
  return place === null ? null : indexOf(detail, place)
}

type FormThreadsProps = { params: FormParams; detail: FormDetail; onGo: (index: number) => void }

/** 问答 that are open on this form, with the way to their cells. */
function FormThreads({ params, detail, onGo }: FormThreadsProps) {
  return (
    <ThreadLine
      params={params}
      nameOf={(cell) => {
        const index = indexOf(detail, cell)
        return index === null ? null : cellName(detail, index)
      }}
      onGo={(cell) => onGo(must(indexOf(detail, cell)))}
    />
  )
}

function cellName(detail: FormDetail, index: number): string {
  const { row, unit } = cellPlace(detail, index)
  return `${unit.shortName} · ${rowName(row)}`
}

function firstReturned(detail: FormDetail, layout: GridLayout): number | null {
  const { state, round } = detail.submission
  const ofOffice = state === 'returned' ? detail.returnMarks.filter((mark) => mark.round === round) : []
  // What the own unit asks comes first: it asked last.
  const marks = detail.insideMarks.length > 0 ? detail.insideMarks : ofOffice
  const cells = marks.map((mark) => indexOf(detail, mark)).filter((index) => index !== null)
  return cells.toSorted((left, right) => placeIn(layout, left) - placeIn(layout, right))[0] ?? null
}

/** In reading order. */
function placeIn(layout: GridLayout, index: number): number {
  const { line, column } = layout.placeOf(index)
  return line * layout.columns + column
}

/** Says what became of a pasted block, once its save was answered. */
function usePasteWords(editor: FormEditor): (block: Pasted) => void {
  const notify = useToast()
  return (block) =>
    void editor.flush().then(() => {
      const words = pasteWords(block, (index) => editor.cell(index).status)
      notify(words, isAllSaved(block, editor) ? 'good' : 'near')
    })
}

type FormToolsProps = {
  beside: Beside
  onBeside: (beside: Beside) => void
  isTurned: boolean
  onTurn: () => void
  panel: Panel
  params: FormParams
  editor: FormEditor
  onReload: () => void
}

/** How the grid is shown, and the form as a file or on paper. */
function FormTools({ beside, onBeside, isTurned, onTurn, panel, params, editor, onReload }: FormToolsProps) {
  return (
    <div className="fill-tools no-print">
      <SegmentedControl label="格下显示" options={besideChoices} value={beside} onChange={onBeside} />
      <Button kind="quiet" onClick={onTurn}>
        {isTurned ? '改为指标成行' : `改为${unitWord(editor.detail)}成行`}
      </Button>
      <span className="fill-spring" />
      <FileActions params={params} editor={editor} onApplied={onReload} />
      {editor.detail.head.parts?.isOwn !== true && (
        <Link className="button button-plain" to="/fill/$period/$form/$reporter/sheet" params={params}>
          打印盖章页
        </Link>
      )}
      <Button className="fill-panel-button" aria-expanded={panel.isOpen} onClick={panel.toggle}>
        {panel.isOpen ? '收起说明' : '显示说明'}
      </Button>
    </div>
  )
}

function PhoneHint({ entries, isList, onSwitch }: { entries: number; isList: boolean; onSwitch: () => void }) {
  return (
    <p className="fill-banner fill-phone no-print">
      {isList
        ? '逐格填写，离开一格即保存。'
        : `本表 ${entries} 格，手机上表格只供查看。要填写请按列表逐格录入，或在电脑上打开。`}
      <Button onClick={onSwitch}>{isList ? '看整表' : '按列表填写'}</Button>
    </p>
  )
}

/** The next cell, in reading order, that blocks or wants an explanation; round again after the last. */
function nextProblem(
  findings: readonly Finding[],
  layout: GridLayout,
  detail: FormDetail,
  selected: number | null,
): Finding | null {
  const order = (index: number | null) => (index === null ? -1 : placeIn(layout, index))
  const open = findings
    .filter((finding) => finding.class === 'block' || (finding.class === 'explain' && !finding.isExplained))
    .map((finding) => ({ finding, at: order(indexOf(detail, finding)) }))
    .toSorted((left, right) => left.at - right.at)
  return (open.find(({ at }) => at > order(selected)) ?? open[0])?.finding ?? null
}
