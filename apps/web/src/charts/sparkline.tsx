import { sparkPath } from './geometry.ts'

const width = 104
const height = 24

/** Shape of the last quarters without an axis; the value beside it is the last point. */
export function Sparkline({ values, words }: { values: readonly (number | null)[]; words: string }) {
  const known = values.filter((value) => value !== null)
  const last = values.at(-1)
  if (known.length < 2) return null
  const low = Math.min(...known)
  const span = Math.max(...known) - low || 1
  return (
    <svg
      className="sparkline"
      width={width}
      height={height + 8}
      viewBox={`-4 -4 ${width + 8} ${height + 8}`}
      role="img"
    >
      <title>{words}</title>
      <path
        d={sparkPath(values, width, height)}
        fill="none"
        stroke="var(--data)"
        strokeWidth="2"
        strokeLinejoin="round"
      />
      {last !== null && last !== undefined && (
        <circle cx={width} cy={height - ((last - low) / span) * height} r="3.5" fill="var(--data)" />
      )}
    </svg>
  )
}
