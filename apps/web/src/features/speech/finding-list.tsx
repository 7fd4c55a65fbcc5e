import { formatPeriod } from '@cg/domain/number/date-format'
import { parsePeriod } from '@cg/domain/period'
import type { SpeechMark } from '@cg/domain/speech/book'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import { StatusMark } from '../../ui/status-chip.tsx'
import { JumpBar } from './jump-bar.tsx'
import { shownBy } from './filter.ts'
import type { MarkFilter } from './filter.ts'
import { mayReplace } from './replace.ts'
import type { Checked, CheckedFinding } from './replace.ts'
import { markWords, marksInOrder } from './words.ts'

type FindingListProps = {
  checked: Checked
  filter: MarkFilter
  chosen: number | null
  onFilter: (filter: MarkFilter) => void
  onChoose: (at: number) => void
  onJump: (at: number) => void
  onReplace: (at: number) => void
  onPassport: (finding: CheckedFinding) => void
}

/** Every figure with what the release says of it: the right figure, why, and where it comes from. */
export function FindingList({
  checked,
  filter,
  chosen,
  onFilter,
  onChoose,
  onJump,
  onReplace,
  onPassport,
}: FindingListProps) {
  const { findings, text } = checked
  const shown = shownBy(filter, findings)
  const count = (mark: SpeechMark) => findings.filter((one) => one.mark === mark).length
  const options = marksInOrder
    .filter((mark) => count(mark) > 0)
    .map((mark) => ({ value: mark, label: `${markWords[mark].word}（${count(mark)}）` }))
  return (
    <>
      <Select<MarkFilter>
        caption="只看"
        value={filter}
        options={[
          { value: 'all', label: `全部（${findings.length}）` },
          { value: 'todo', label: `要处理的（${shownBy('todo', findings).length}）` },
          ...options,
        ]}
        onChange={onFilter}
      />
      <JumpBar shown={shown} chosen={chosen} onJump={onJump} />
      {shown.length === 0 && <p className="speech-row-reason">这一类没有了。</p>}
      <ol className="speech-list">
        {rowsOf(findings, shown).map(([at, finding]) => (
          <FindingRow
            key={at}
            id={`speech-row-${at}`}
            finding={finding}
            words={text.slice(finding.start, finding.end)}
            isChosen={at === chosen}
            onChoose={() => onChoose(at)}
            onReplace={() => onReplace(at)}
            onPassport={() => onPassport(finding)}
          />
        ))}
      </ol>
    </>
  )
}

const rowsOf = (findings: Checked['findings'], shown: readonly number[]): [number, CheckedFinding][] =>
  shown.flatMap((at) => (findings[at] === undefined ? [] : [[at, findings[at]]]))

type FindingRowProps = {
  id: string
  finding: CheckedFinding
  words: string
  isChosen: boolean
  onChoose: () => void
  onReplace: () => void
  onPassport: () => void
}

function FindingRow({ id, finding, words, isChosen, onChoose, onReplace, onPassport }: FindingRowProps) {
  const { mark, expected, reason, indicator, wasText } = finding
  const { word, tone, shape } = markWords[mark]
  return (
    <li id={id} className={isChosen ? 'speech-row is-chosen' : 'speech-row'}>
      <button type="button" className="speech-row-head" onClick={onChoose}>
        <StatusMark tone={tone} shape={shape} />
        <span className="speech-row-word">{word}</span>
        <b>{wasText ?? words}</b>
        {expected !== null && <span className="speech-row-right">→ {expected}</span>}
      </button>
      <p className="speech-row-reason">{whatOf(finding)}</p>
      <p className="speech-row-reason">{reason}</p>
      <div className="speech-row-ways">
        {mayReplace(finding) && <Button onClick={onReplace}>{finding.isBlank ? '填入' : '改为发布值'}</Button>}
        {wasText !== null && <span>已换成“{expected}”</span>}
        {indicator !== null && indicator !== 'score' && finding.place !== null && (
          <Button kind="quiet" onClick={onPassport}>
            数据来路
          </Button>
        )}
      </div>
    </li>
  )
}

/** 劳动合同签订率 · 全市 · 2026年第二季度 */
function whatOf({ measureName, placeName, period }: CheckedFinding): string {
  if (measureName === null) return ''
  const parts = [measureName, placeName, period === null ? null : formatPeriod(parsePeriod(period))]
  return parts.filter((part) => part !== null && part !== '').join(' · ')
}
