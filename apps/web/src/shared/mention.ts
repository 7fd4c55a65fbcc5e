import type { ThreadPerson } from '@cg/contract/thread'

/** A text being written with those called on in it, by id; ids as a text so that a draft keeps them. */
export type Written = Readonly<Record<'text' | 'called', string>>

export const nothingWritten: Written = { text: '', called: '' }

/** Most people offered at a time; more letters narrow them down. */
const mostOffered = 6

/** Those called on whose @name still stands in the text. */
export function calledIn({ text, called }: Written, people: readonly ThreadPerson[]): readonly ThreadPerson[] {
  const ids = new Set(called.split(','))
  return people.filter(({ id, name }) => ids.has(String(id)) && text.includes(`@${name}`))
}

const beginning = /@([^\s@，。；、：]{0,20})$/u

/** Whom the @ before the end of the text may mean; empty where no @ is being written, or a name is complete. */
export function offered(written: Written, people: readonly ThreadPerson[]): readonly ThreadPerson[] {
  const begun = beginning.exec(written.text)?.[1]
  if (begun === undefined) return []
  const done = calledIn(written, people)
  const fitting = people.filter((one) => !done.includes(one) && (one.name.includes(begun) || one.body.includes(begun)))
  return fitting.slice(0, mostOffered)
}

/** Completes the @ at the end of the text, or adds one. */
export function callOn({ text, called }: Written, { id, name }: ThreadPerson): Written {
  const head = beginning.test(text) ? text.replace(beginning, '') : text
  const ids = [...called.split(',').filter(Boolean), String(id)]
  return { text: `${head}@${name} `, called: [...new Set(ids)].join(',') }
}

/** Names after an @ that nobody was chosen for: they would be told nothing. */
export function unmatched(written: Written, people: readonly ThreadPerson[]): readonly string[] {
  const done = calledIn(written, people).map(({ name }) => name)
  return [...written.text.matchAll(/(?<![A-Za-z0-9._-])@([^\s@，。；、：]{1,20})/gu)].flatMap(([, name = '']) =>
    done.some((one) => name.startsWith(one)) ? [] : [name],
  )
}
