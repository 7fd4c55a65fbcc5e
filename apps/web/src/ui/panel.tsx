import './panel.css'
import { useId } from 'react'
import type { ReactNode } from 'react'
import { IconButton } from './button.tsx'

export type PanelView = 'chart' | 'table'

type PanelProps = {
  /** The finding, or a neutral name when nothing can be asserted. */
  title: ReactNode
  /** Measure, unit, period, scope. */
  subtitle?: ReactNode
  /** At most three controls on the right. */
  controls?: ReactNode
  /** Content; with `table` it is the drawing and the two can be switched. */
  children: ReactNode
  table?: ReactNode
  view?: PanelView
  onView?: (view: PanelView) => void
  /** Buttons after the table switch: export, explanation, link. */
  actions?: ReactNode
  footnote?: ReactNode
  isStale?: boolean
  className?: string
  headingLevel?: 2 | 3
}

/** One finding on a card: title, subtitle, controls, drawing or table, source line, actions. */
export function Panel(props: PanelProps) {
  const { title, subtitle, controls, children, table, view = 'chart', onView, actions, footnote } = props
  const { isStale = false, className, headingLevel = 2 } = props
  const id = useId()
  const Heading = headingLevel === 2 ? 'h2' : 'h3'
  const hasTable = table !== undefined && onView !== undefined
  return (
    <section className={['panel', className].filter(Boolean).join(' ')} aria-labelledby={id}>
      <header className="panel-head">
        <div className="panel-titles">
          <Heading id={id} className="panel-title">
            {title}
          </Heading>
          {subtitle && <p className="panel-subtitle">{subtitle}</p>}
        </div>
        <div className="panel-tools no-print">
          {controls}
          <div className="panel-actions">
            {hasTable && (
              <IconButton
                icon={view === 'chart' ? 'table' : 'chart'}
                label={view === 'chart' ? '看数据表' : '看图'}
                data-shortcut="table"
                onClick={() => onView(view === 'chart' ? 'table' : 'chart')}
              />
            )}
            {actions}
          </div>
        </div>
      </header>
      <div className={isStale ? 'panel-body is-stale' : 'panel-body'} aria-busy={isStale || undefined}>
        {hasTable && view === 'table' ? table : children}
      </div>
      {footnote && <footer className="panel-foot">{footnote}</footer>}
    </section>
  )
}
