export type Cell = string | number | null
export type Table = {
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
  /** What a reader must know to judge the figures: the aim, or what could not be measured. */
  readonly note?: string
}

export type Size = {
  readonly name: string
  readonly units: number
  /** False: a city that told no places of its units on the tile map. */
  readonly hasTiles?: boolean
}

export const sizes: readonly Size[] = [
  { name: 'city', units: 12 },
  { name: 'province', units: 130 },
  { name: 'nation', units: 2850 },
]

/** Taken only when it is asked for by name: beside the nation it shows whether times are linear in the units. */
export const namedSizes: readonly Size[] = [...sizes, { name: 'half', units: 1425 }]

export type Settings = {
  readonly sizes: readonly Size[]
  readonly seconds: number
  readonly quarters: number
  /** Where data sets are kept from run to run. */
  readonly keep?: string
}

/** One subject of the benchmark; it prints nothing itself. */
export type Part = { readonly name: string; readonly run: (settings: Settings) => Promise<Table[]> }

/** The table as GitHub prints it, so that a report can carry it as it is. */
export function formatTable({ title, columns, rows, note }: Table): string {
  const lines = [columns, columns.map(() => '---'), ...rows.map((row) => row.map(formatCell))]
  const text = lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
  return `### ${title}\n\n${text}\n${note === undefined ? '' : `\n${note}\n`}`
}

function formatCell(cell: Cell): string {
  if (cell === null) return '–'
  if (typeof cell === 'string' || Number.isInteger(cell)) return String(cell)
  return cell.toFixed(Math.abs(cell) < 10 ? 2 : 1)
}
