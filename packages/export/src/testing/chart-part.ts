/** A series as a chart part holds it. */
export type ReadSeries = {
  readonly name: string | null
  readonly order: number
  /** Cached numbers, missing points as null; x in a scatter chart. */
  readonly values: readonly (number | null)[]
  /** Where they are read from: 'Sheet1!$B$2:$B$13'; null for literals. */
  readonly range: string | null
  /** Rows of a scatter chart's marks, and where they are read from. */
  readonly rows: readonly (number | null)[]
  readonly rowRange: string | null
  readonly xml: string
}

/** All series of a chart part in the order they are drawn in. */
export function readSeries(xml: string): ReadSeries[] {
  return [...xml.matchAll(/<c:ser>[^]*?<\/c:ser>/g)]
    .map(([series]) => {
      const values = /<c:(val|xVal)>([^]*?)<\/c:\1>/.exec(series)?.[2] ?? ''
      const rows = /<c:yVal>([^]*?)<\/c:yVal>/.exec(series)?.[1] ?? ''
      return {
        name: /<c:order val="\d+"\/><c:tx>[^]*?<c:v>([^<]*)<\/c:v>/.exec(series)?.[1] ?? null,
        order: Number(/<c:order val="(\d+)"/.exec(series)?.[1]),
        values: points(values),
        range: /<c:f>([^<]*)<\/c:f>/.exec(values)?.[1] ?? null,
        rows: points(rows),
        rowRange: /<c:f>([^<]*)<\/c:f>/.exec(rows)?.[1] ?? null,
        xml: series,
      }
    })
    .toSorted((left, right) => left.order - right.order)
}

/** The series with a name: those of the data sheet. */
export function namedSeries(xml: string): ReadSeries[] {
  return readSeries(xml).filter((series) => series.name !== null)
}

function points(part: string): (number | null)[] {
  const count = Number(/<c:ptCount val="(\d+)"/.exec(part)?.[1] ?? 0)
  const known = new Map(
    [...part.matchAll(/<c:pt idx="(\d+)"><c:v>([^<]*)<\/c:v>/g)].map(([, at, value]) => [Number(at), Number(value)]),
  )
  return Array.from({ length: count }, (_, at) => known.get(at) ?? null)
}
