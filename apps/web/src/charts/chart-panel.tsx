import './chart-panel.css'
import { withCorrection } from '@cg/charts/lines'
import type { ChartModel } from '@cg/charts/model'
import { readingNotes, tableNote, toldIn } from '@cg/charts/reading-notes'
import { Suspense, lazy, useState } from 'react'
import type { ReactNode } from 'react'
import { copyText } from '../lib/clipboard.ts'
import { sharedLink } from '../lib/shared-link.ts'
import { panelName, usePanelView } from '../shared/panel-view.ts'
import { pinnedLink } from '../shared/pinned-link.ts'
import { useCorrection } from '../shared/release-older.tsx'
import { WholeWords } from '../shared/whole-words.tsx'
import { IconButton } from '../ui/button.tsx'
import { Panel } from '../ui/panel.tsx'
import { Popover } from '../ui/popover.tsx'
import { useToast } from '../ui/toast.tsx'
import { ChartDrawing } from './chart-drawing.tsx'
import type { ChartDrawingProps } from './chart-drawing.tsx'
import { ModelTable } from './model-table.tsx'

const ExportDialog = lazy(() => import('./export-dialog.tsx').then((module) => ({ default: module.ExportDialog })))

type ChartPanelProps = ChartDrawingProps & {
  /** Instead of the model's title, where the page's H1 already says it. */
  title?: string
  /** Off where the page's own head says it. */
  hasSubtitle?: boolean
  controls?: ReactNode
  /** Instead of the drawing. */
  drawing?: ReactNode
  /** Words before and after the drawing. */
  before?: ReactNode
  children?: ReactNode
  isStale?: boolean
  className?: string
  /** Source and notes beneath; off where the page's own footer says the same. */
  hasFootnote?: boolean
  headingLevel?: 2 | 3
}

/** 说明: what the figures are, from when, and under which publication. */
function Explanation({ model }: { model: ChartModel }) {
  const { lines, fullNote, methods } = model
  return (
    <div className="explanation">
      <p>{lines.definition}</p>
      <p>{lines.source}</p>
      {fullNote !== null && <p>{fullNote}</p>}
      {methods.length > 0 && <p>方法：{methods.join('；')}</p>}
      <p>
        {lines.asOf} ｜ {lines.release}
      </p>
      <p>{lines.generated}</p>
    </div>
  )
}

/** A chart with everything that belongs to it: finding, table, explanation, export, link. */
export function ChartPanel(props: ChartPanelProps) {
  const { head, spec, controls, before, drawing, children, isStale, className, headingLevel } = props
  const correction = useCorrection(head)
  const model = withCorrection(props.model, correction?.code ?? null)
  const { hasFootnote = true, hasSubtitle = true, title = model.title } = props
  const [view, setView] = usePanelView(panelName(spec))
  const [isExporting, setExporting] = useState(false)
  const notify = useToast()
  // A link for a meeting shows and gives no files; its address opens nothing for others.
  const isShared = sharedLink() !== null
  const copyLink = async () => {
    const isCopied = await copyText(pinnedLink(head.code))
    notify(
      isCopied ? '链接已复制，打开后显示同一次发布的内容。' : '浏览器不允许复制，请从地址栏复制。',
      isCopied ? 'good' : 'near',
    )
  }
  return (
    <>
      <Panel
        title={<WholeWords text={title} words={model.unbroken} />}
        subtitle={hasSubtitle && model.lines.subtitle}
        controls={controls}
        view={view}
        onView={setView}
        table={
          // Made when it is looked at: of thousands of units that is work.
          view === 'chart' ? null : (
            <ModelTable
              name={panelName(spec)}
              table={model.table}
              caption={model.title}
              maxHeight={Math.max(props.height ?? 0, 420)}
            />
          )
        }
        actions={
          <>
            {!isShared && (
              <IconButton icon="download" label="导出" data-shortcut="export" onClick={() => setExporting(true)} />
            )}
            <Popover label="说明" align="end" trigger={<IconButton icon="info" label="说明" />}>
              <Explanation model={model} />
            </Popover>
            {!isShared && <IconButton icon="link" label="复制链接" onClick={() => void copyLink()} />}
          </>
        }
        footnote={
          hasFootnote
            ? [model.lines.source, view === 'table' ? tableNote(model) : model.lines.note].filter(Boolean).join('　')
            : view === 'table' && toldIn(model.body).join('；')
        }
        {...(isStale === undefined ? {} : { isStale })}
        {...(className === undefined ? {} : { className })}
        {...(headingLevel === undefined ? {} : { headingLevel })}
      >
        {before}
        {drawing ?? <ChartDrawing key={spec.kind} {...props} />}
        {drawing === undefined &&
          readingNotes(model.body).map((words) => (
            <p key={words} className="chart-axis-note">
              {words}
            </p>
          ))}
        {children}
      </Panel>
      <Suspense fallback={null}>
        {isExporting && <ExportDialog head={head} spec={spec} model={model} onClose={() => setExporting(false)} />}
      </Suspense>
    </>
  )
}
