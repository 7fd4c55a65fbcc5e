import { Link } from '@tanstack/react-router'

/** Between the pages whose changes two persons make: one decides on what the other holds. */
export function SetUpLinks({ from }: { from: 'aims' | 'scheme' | 'catalogue' }) {
  return (
    <span className="row">
      {from !== 'catalogue' && (
        <Link to="/admin" search={{ part: 'catalogue' }}>
          指标目录 →
        </Link>
      )}
      {from !== 'aims' && <Link to="/aims">目标设定 →</Link>}
      {from !== 'scheme' && <Link to="/scheme">方案 →</Link>}
    </span>
  )
}
