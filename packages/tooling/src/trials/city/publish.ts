import { signIn } from './people.ts'
import type { Answer, Person } from './people.ts'

export type Preview = {
  readonly publisher: Person
  readonly id: number
  readonly version: number
  readonly closing: string
}

/** Previews a quarter as the reviewer of the demo city and reads what the publisher is shown. */
export async function previewQuarter(base: string, quarter: string): Promise<Preview> {
  const reviewer = await signIn(base, 'shenhe')
  const publisher = await signIn(base, 'fabu')
  const { id, version } = good(await reviewer.ask('POST', `/api/v1/periods/${quarter}/preview`, {})).body
  const { closing } = good(await publisher.ask('GET', `/api/v1/previews/${id}`)).body
  return { publisher, id, version, closing: closing.digest }
}

/** Publishes it; the release's code. */
export async function publishSeen({ publisher, id, version, closing }: Preview): Promise<string> {
  const path = `/api/v1/previews/${id}/publish`
  const published = await publisher.ask('POST', path, { closing }, { 'if-match': `"${version}"` })
  return good(published).body.head.code
}

export async function publishQuarter(base: string, quarter: string): Promise<string> {
  return publishSeen(await previewQuarter(base, quarter))
}

/** The numbers of all releases, the newest first. */
export async function releaseCodes({ ask }: Person): Promise<string[]> {
  const codes: unknown[] = good(await ask('GET', '/api/v1/releases')).body.items.map(
    ({ head }: { head: { code: unknown } }) => head.code,
  )
  if (codes.length === 0 || !codes.every((code) => typeof code === 'string'))
    throw new Error(`the list of releases reads ${JSON.stringify(codes)}`)
  return codes
}

function good(answer: Answer): Answer {
  if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body).slice(0, 500)}`)
  return answer
}
