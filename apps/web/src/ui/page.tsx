import type { ReactNode } from 'react'

/** H1 = the finding; beneath it what is shown; at the right date, release and state. */
export function PageHead({ title, subtitle, meta }: { title: ReactNode; subtitle?: ReactNode; meta?: ReactNode }) {
  return (
    <header className="page-head">
      <div className="page-head-words">
        <h1>{title}</h1>
        {subtitle && <p className="page-head-sub">{subtitle}</p>}
      </div>
      {meta && <div className="page-head-meta">{meta}</div>}
    </header>
  )
}

type PageFootProps = { notes: readonly string[]; right?: ReactNode; className?: string }

/** 数据来源 ｜ 口径 ｜ 注 … 生成时间 */
export function PageFoot({ notes, right, className }: PageFootProps) {
  return (
    <footer className={['page-foot', className].filter(Boolean).join(' ')}>
      <p className="page-foot-notes">
        {notes.map((note) => (
          <span key={note}>{note}</span>
        ))}
      </p>
      {right && <p>{right}</p>}
    </footer>
  )
}
