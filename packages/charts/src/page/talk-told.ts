import { statusMarks } from '../theme.ts'
import type { TalkLine, TalkRow, TalkText } from './talk-rows.ts'

/** A sentence for each figure of the statements, as a speaker would read it; what shows a statement without any. */
export function toldOf(rows: readonly TalkRow[], targetYear: number, isTold: (line: TalkLine) => boolean): string[] {
  return rows.flatMap(({ point, lines, said }) => {
    if (lines.length > 0) return lines.filter(isTold).map((line) => lineSentence(line, point.states, targetYear))
    // Why something cannot be measured is nothing to tell a meeting.
    return point.why === undefined ? [`${point.states}：${said}`] : []
  })
}

/** 基本养老保险参保率：92.7%；2024年末91.8%，提高0.9个百分点；2026年目标95.0%，滞后。 */
function lineSentence(
  { name, now, base, change, target, light, standing }: TalkLine,
  states: string,
  targetYear: number,
): string {
  const word = light === null ? standing : statusMarks[light].word
  const aim = target.text === '—' ? word : `${targetYear}年目标${target.text}${word === '' ? '' : `，${word}`}`
  const changed = change.text === '—' ? change.note : `${change.text}${bracketed(change)}`
  const since = base.text === '—' ? '' : [`${base.note}${base.text}`, changed].filter((part) => part !== '').join('，')
  const parts = [`${now.text}${bracketed(now)}`, since, aim].filter((part) => part !== '')
  return `${name === '' ? states : name}：${parts.join('；')}。`
}

function bracketed({ note }: TalkText): string {
  return note === '' ? '' : `（${note}）`
}
