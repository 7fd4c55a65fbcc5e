import type { IssuedFile, StampAnswer, StampVerdict, TextChanges } from '@cg/contract/stamp'
import { formatDateTime, formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { printedStampCode } from '@cg/domain/stamp-code'
import { Link } from '@tanstack/react-router'
import { sideWords } from '../../shared/difference-side.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Panel } from '../../ui/panel.tsx'

const titles: Readonly<Record<StampVerdict, string>> = {
  named: '查到了这个核验码',
  original: '是原件',
  resaved: '另存过，文字未变',
  altered: '与原件不符',
  otherFormat: '转过格式，不能逐字比对',
  unknown: '没有登记',
  unmarked: '没有核验码',
}

const standings = { current: '数据现行', superseded: '数据已被更正', preview: '未正式发布' } as const

/** What was found of a file, in a sentence; what it is; what changed. */
export function StampResult({ answer }: { answer: StampAnswer }) {
  const { verdict, standing, sentence, file, texts, changes, faults } = answer
  const isUntouched = standing === 'superseded' && answer.changesTotal === 0
  const word = standing === null ? '' : isUntouched ? '发布已被更正，所列数字未变' : standings[standing]
  const parts = [titles[verdict], word].filter((part) => part !== '')
  return (
    <Panel title={parts.join('，')}>
      <p className="stamp-sentence">{sentence}</p>
      {file !== null && <FileFacts file={file} verdict={verdict} />}
      {file !== null && <Ways file={file} answer={answer} />}
      {faults.length > 0 && <TextList title="存档与发布时不一致之处" items={faults} />}
      {texts !== null && <Texts texts={texts} />}
      {changes.length > 0 && file !== null && <Changes answer={answer} file={file} />}
    </Panel>
  )
}

const kinds: Readonly<Record<IssuedFile['kind'], string>> = {
  chart: '图表',
  page: '整页',
  pack: '会议材料',
  bulletin: '通报',
  archive: '发布存档、离线册或讲话稿核对结果',
}

/** The code of a release stands on more than one kind of file: only an uploaded one says which. */
function whatOf(file: IssuedFile, verdict: StampVerdict): string {
  if (file.kind !== 'archive') return `${kinds[file.kind]}，${file.format.toUpperCase()}`
  if (verdict === 'named') return kinds.archive
  return file.format === 'csv' ? '数据下载，CSV' : '发布存档，ZIP'
}

function FileFacts({ file, verdict }: { file: IssuedFile; verdict: StampVerdict }) {
  const pairs: readonly (readonly [string, string])[] = [
    ['标题', file.title],
    ['文件', whatOf(file, verdict)],
    ['期次', formatPeriod(parsePeriod(file.period))],
    ['取自', file.release],
    ['核验码', printedStampCode(file.code)],
    [file.kind === 'archive' ? '发布时间' : '首次生成', formatDateTime(file.firstAt)],
  ]
  return (
    <dl className="stamp-facts">
      {pairs
        .filter(([, words]) => words !== '')
        .map(([term, words]) => (
          <div key={term} style={{ display: 'contents' }}>
            <dt>{term}</dt>
            <dd>{words}</dd>
          </div>
        ))}
    </dl>
  )
}

function Ways({ file, answer }: { file: IssuedFile; answer: StampAnswer }) {
  const { standing, correction, laterQuarter } = answer
  if (standing === 'preview') return null
  const pinned = (code: string) => ({ p: undefined, pub: code, focus: undefined })
  return (
    <p className="stamp-links">
      <Link to="/" search={pinned(file.release)}>
        按当时发布的内容查看 →
      </Link>
      {correction !== null && (
        <>
          <Link to="/" search={pinned(correction)}>
            看更正后的 {correction} →
          </Link>
          <Link to="/releases/difference" search={{ from: file.release, to: correction }}>
            两次发布的全部差异 →
          </Link>
        </>
      )}
      {laterQuarter !== null && (
        <Link to="/" search={pinned(laterQuarter.release)}>
          看{formatPeriod(parsePeriod(laterQuarter.period))} →
        </Link>
      )}
    </p>
  )
}

function Texts({ texts }: { texts: TextChanges }) {
  const listed = texts.missing.length + texts.added.length
  return (
    <>
      {texts.missing.length > 0 && <TextList title="原件有、这份文件没有的文字" items={texts.missing} />}
      {texts.added.length > 0 && <TextList title="这份文件有、原件没有的文字" items={texts.added} />}
      {texts.total > listed && (
        <p className="stamp-hint">
          共{texts.total}处，只列出前{listed}处。
        </p>
      )}
    </>
  )
}

function TextList({ title, items }: { title: string; items: readonly string[] }) {
  return (
    <>
      <h3 className="stamp-part">{title}</h3>
      <ul className="stamp-texts">
        {items.map((text, at) => (
          <li key={`${at} ${text}`}>{text}</li>
        ))}
      </ul>
    </>
  )
}

function Changes({ answer, file }: { answer: StampAnswer; file: IssuedFile }) {
  const { changes, changesTotal, correction } = answer
  return (
    <>
      <h3 className="stamp-part">文件所列指标的变动</h3>
      <DataTable
        name="stamp-changes"
        caption="文件所列指标的变动"
        isDense
        rows={changes}
        rowKey={(figure) => `${figure.indicator}|${figure.unit ?? ''}`}
        columns={[
          { key: 'indicator', header: '指标', isRowHeader: true, cell: (figure) => figure.indicatorName },
          { key: 'measure', header: '计量单位', cell: (figure) => figure.measureUnit },
          { key: 'unit', header: '区县', cell: (figure) => figure.unitName },
          { key: 'from', header: `文件中（${file.release}）`, align: 'right', cell: (one) => sideWords(one, one.from) },
          { key: 'to', header: `现在（${correction}）`, align: 'right', cell: (one) => sideWords(one, one.to) },
        ]}
      />
      {changesTotal > changes.length && (
        <p className="stamp-hint">
          共{changesTotal}处，只列出前{changes.length}处，其余见“两次发布的全部差异”。
        </p>
      )}
    </>
  )
}
