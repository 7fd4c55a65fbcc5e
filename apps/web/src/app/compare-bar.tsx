import type { ReleaseHead } from '@cg/contract/release/head'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useCompareTray } from '../shared/compare-tray.ts'
import { matrixQuery } from '../shared/matrix.ts'
import { Button } from '../ui/button.tsx'

/** The units put aside, under every reading page: taken out one by one, or led to 对比 together. */
export function CompareBar({ head }: { head: ReleaseHead }) {
  const { units, isFull, remove, clear } = useCompareTray()
  const { data } = useQuery({ ...matrixQuery(head.code), enabled: units.length > 0 })
  if (units.length === 0) return null
  const nameOf = (code: string) => data?.units.shortName[data.units.code.indexOf(code)] ?? code
  return (
    <aside className="compare-bar no-print" aria-label="待对比单位">
      <span>
        待对比{units.length}个{isFull && '（已满）'}
      </span>
      {units.map((code) => (
        <Button key={code} aria-label={`移出对比：${nameOf(code)}`} onClick={() => remove(code)}>
          {nameOf(code)} ×
        </Button>
      ))}
      {units.length > 1 ? (
        <Link to="/compare" search={(old) => ({ p: old.p, pub: old.pub, units: units.join(',') })}>
          并列对比 →
        </Link>
      ) : (
        <span className="muted">再加入一个即可并列</span>
      )}
      <Button kind="quiet" onClick={clear}>
        清空
      </Button>
    </aside>
  )
}
