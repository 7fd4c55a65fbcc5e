import { httpPart } from '../bench/http.ts'
import { closeDatasets } from '../bench/published.ts'
import { sizes } from '../bench/table.ts'
import type { Cell, Table } from '../bench/table.ts'

// Published answers beside a bare Fastify that sends the same bytes: what the benchmark's table says, held against the aims.

const least = 0.95
const mostMs = 5

const msOf = (cell: Cell | undefined): string => (typeof cell === 'number' ? cell.toFixed(1) : '–')

/** What a row of the table must keep: its ratio, and where it is asked the slowest hundredth at 32 connections. */
export function judgeReads({ rows, columns }: Table, { isSlowestAsked }: { readonly isSlowestAsked: boolean }) {
  const column = (name: string): number => {
    const at = columns.findIndex((one) => one.startsWith(name))
    if (at < 0) throw new Error(`the benchmark’s table has no column ${name}`)
    return at
  }
  const [name, connections, p99, clock, processor, bare] = [
    column('answer'),
    column('connections'),
    column('p99'),
    column('ratio (aim'),
    column('ratio by processor'),
    column('bare p99'),
  ]
  const judged = rows
    .filter((row) => row[connections] === 32)
    .map((row) => {
      // The processor's where it is known: the clock of a machine that others use says little.
      const ratio = Number(row[processor] ?? row[clock])
      const isQuick = !isSlowestAsked || Number(row[p99]) <= mostMs
      const words = `${String(row[name])}: ${ratio.toFixed(2)}, p99 ${msOf(row[p99])} ms (bare ${msOf(row[bare])})`
      return { isMet: ratio >= least && isQuick, words }
    })
  const missed = judged.filter(({ isMet }) => !isMet)
  return {
    figure: `${judged.length - missed.length} of ${judged.length} answers within their aims`,
    met: judged.length > 0 && missed.length === 0,
    detail: judged.map(({ words, isMet }) => (isMet ? words : `${words} NOT MET`)).join('; '),
  }
}

type Asked = { readonly id: string; readonly size: string; readonly aim: string; readonly isSlowestAsked: boolean }

function reads({ id, size, aim, isSlowestAsked }: Asked) {
  return {
    id,
    promise: `a ${size}’s published answers as a ratio to a bare Fastify with the same bytes, 304 included`,
    aim,
    section: 'Speed',
    on: ['sqlite'],
    minutes: 30,
    async run({ isQuick }: { readonly isQuick: boolean }) {
      try {
        const chosen = sizes.filter((one) => one.name === size)
        const [table] = await httpPart.run({ sizes: chosen, seconds: isQuick ? 1 : 3, quarters: 2 })
        if (table === undefined) throw new Error('the benchmark gave no table')
        return judgeReads(table, { isSlowestAsked })
      } finally {
        closeDatasets()
      }
    },
  } as const
}

export const cityReads = reads({ id: 'V4b', size: 'city', aim: '≥ 0.95, p99 ≤ 5 ms', isSlowestAsked: true })

/** A megabyte for each of 32 askers takes the machine's own time, with Fastify alone as well. */
export const nationReads = reads({ id: 'V4c', size: 'nation', aim: '≥ 0.95', isSlowestAsked: false })
