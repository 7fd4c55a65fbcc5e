import { must } from '@cg/domain/must'
import type { Period } from '@cg/domain/period'
import type { Services } from '@cg/services/context'
import { answerThread, askThread } from '@cg/services/entry/thread/change'
import { addDays, chinaTime } from './calendar.ts'
import { contextOf } from './context.ts'
import type { People } from './people.ts'

/** A form that waits for review, so that the office and its reporter both read the figures. */
const talked = { form: 'ZGH-DRIVE', reporter: 'ZGH' } as const

/** Without figures, since those are others in every quarter that the demo may be made in. */
const questions = [
  {
    cell: { item: 'T_DONE', unit: 'XPQ' },
    question: '请问这一格是按办结时间统计，还是按验收时间统计？',
    answer: '按验收时间统计，办结后尚未验收的任务没有计入，与上季度口径一致。',
  },
  {
    cell: { item: 'T_DUE', unit: 'LGX' },
    question: '请核对岚谷县调整到明年的任务是否已经从应完成数中减去。',
    answer: null,
  },
] as const

/** 问答 of the open quarter, a day before `asOf`: the office has asked under two figures, one is answered and one waits. */
export async function talkOver(
  services: Services,
  people: People,
  { period, asOf }: { readonly period: Period; readonly asOf: string },
): Promise<void> {
  const key = { period, ...talked }
  const filler = people.filler(talked.reporter)
  const at = (hour: number, minute: number) => chinaTime(addDays(asOf, -1), hour, minute)
  for (const [after, { cell, question, answer }] of questions.entries()) {
    const asker = contextOf(services, people.preparer, at(9, 40 + after))
    const text = `@${filler.name} ${question}`
    const { threads } = await askThread(asker, key, { ...cell, text, mentions: [filler.userId] })
    const { id } = must(threads.at(-1))
    if (answer !== null)
      await answerThread(contextOf(services, filler, at(10, 25)), key, { id, text: answer, mentions: [] })
  }
}
