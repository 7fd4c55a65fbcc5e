import { saveRound, shareOut, standing } from './city/editors.ts'
import { signIn } from './city/people.ts'
import { serveCity } from './city/serve.ts'
import type { Trial } from './types.ts'

const writers = 8

export const twoWriters: Trial = {
  id: 'D14',
  section: 'Durability and faults',
  promise: 'eight people write one cell of one version at once: one is saved, the others see whose and what is there',
  aim: '200 rounds, one winner each; without a version 428',
  on: ['sqlite', 'postgres'],
  minutes: 15,
  async run(context) {
    const rounds = context.isQuick ? 50 : 200
    const city = await serveCity(context)
    const [share] = await shareOut(city.base, 1, 1)
    if (share === undefined) throw new Error('no cell to write')
    const people = await Promise.all(Array.from({ length: writers }, () => signIn(city.base, share.login)))
    const [first] = people
    if (first === undefined) throw new Error('nobody writes')
    const faults: string[] = []
    let winners = 0
    for (let round = 0; round < rounds; round++) {
      const { versions } = await standing(first, share)
      const answers = await Promise.all(
        people.map((person, at) => saveRound(person, share, round * writers + at + 1, versions)),
      )
      // A single cell that somebody else was faster at is 412 as a whole.
      const outcomes = answers.map(({ status, body }) => (status === 200 ? body.outcomes[0].outcome : body.code))
      const won = outcomes.flatMap((outcome, at) => (outcome === 'saved' ? [at] : []))
      winners += won.length
      const after = await standing(first, share)
      const [winner] = won
      if (won.length !== 1 || winner === undefined) faults.push(`round ${round}: ${outcomes.join(', ')}`)
      else if (after.round !== round * writers + winner + 1)
        faults.push(`round ${round}: ${winner} was told saved, the figure of another stands`)
      for (const { body } of answers.filter((_, at) => outcomes[at] === 'stale')) {
        const stands = body.current?.current
        if (stands?.value !== after.value || !body.detail.includes(stands.updatedBy))
          faults.push(`round ${round}: who came later reads ${JSON.stringify(body).slice(0, 200)}`)
      }
      if (outcomes.some((outcome) => outcome !== 'saved' && outcome !== 'stale'))
        faults.push(`round ${round}: ${outcomes.join(', ')}`)
    }
    const cell = { ...share.places[0], text: '1' }
    const unversioned = await first.ask('PUT', `${share.path}/cells`, { source: 'grid', cells: [cell] })
    if (unversioned.status !== 428) faults.push(`without a version: ${unversioned.status}`)
    await city.end('SIGTERM')
    return {
      figure: `${rounds} rounds of ${writers} writers, ${winners} winners, ${faults.length} faults`,
      met: faults.length === 0 && winners === rounds,
      ...(faults.length > 0 && { detail: faults.slice(0, 10).join('; ') }),
    }
  },
}
