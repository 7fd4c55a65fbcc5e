import type { ReleaseHead } from '@cg/contract/release/head'
import { countsInCity, isWithin } from '@cg/contract/release/register'
import type { RegisterIndex } from '@cg/contract/release/register'
import { formatDate } from '@cg/domain/number/number-format'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { sharedLink } from '../lib/shared-link.ts'
import { amountText, frozenRegisterQuery, frozenRegistersQuery } from '../shared/registers.ts'

type Kind = RegisterIndex['kinds'][number]
type BehindProps = { head: ReleaseHead; indicator: string; unit: string | null }

/** In a number's passport, the records that the number counts; nothing where it counts none. */
export function RegisterBehind({ head, indicator, unit }: BehindProps) {
  const isPlanned = usePlanned(head, indicator)
  return (
    <>
      {useBehind(head, indicator).map((behind) => (
        <Records key={behind.kind.code} head={head} behind={behind} unit={unit} />
      ))}
      {isPlanned && (
        <>
          <h3>重点任务</h3>
          <p>
            {plannedWords}{' '}
            <Link to="/tasks" search={{ pub: head.code }}>
              查看节点 →
            </Link>
          </p>
        </>
      )}
    </>
  )
}

const plannedWords = '由重点任务计数：年初至季末到期的节点，和其中按时完成的。'

/** On an indicator's page, the ways to the lists that it counts. */
export function RegisterLinks({ head, indicator }: Omit<BehindProps, 'unit'>) {
  const isPlanned = usePlanned(head, indicator)
  const links = useBehind(head, indicator).map(({ kind: { code, name, items }, counted }) => (
    <section key={code} className="source-strip panel no-print" aria-label={`${name}台账`}>
      <p>
        <b>{name}台账</b>
        {items.flatMap((item, at) =>
          !counted.has(at)
            ? []
            : [
                <span key={item.item}>
                  {item.name}由台账计数，全市{amountText(item)}
                </span>,
              ],
        )}
      </p>
      <Link to="/registers/$kind" params={{ kind: code }} search={{ pub: head.code }}>
        查看清单 →
      </Link>
    </section>
  ))
  if (!isPlanned) return links
  return (
    <>
      {links}
      <section className="source-strip panel no-print" aria-label="重点任务">
        <p>
          <b>重点任务</b>
          <span>{plannedWords}</span>
        </p>
        <Link to="/tasks" search={{ pub: head.code }}>
          查看节点 →
        </Link>
      </section>
    </>
  )
}

/** A register, and which of what its records amount to the indicator counts, by place. */
type Behind = { readonly kind: Kind; readonly counted: ReadonlySet<number> }

/** Whether the key tasks fill what an indicator is made of. */
function usePlanned(head: ReleaseHead, indicator: string): boolean {
  const { data } = useQuery({ ...frozenRegistersQuery(head.code), enabled: sharedLink() === null })
  return data?.plan?.indicators.some(({ code }) => code === indicator) ?? false
}

/** The registers whose records an indicator counts; a guest of a link is told of none. */
function useBehind(head: ReleaseHead, indicator: string): readonly Behind[] {
  const isShared = sharedLink() !== null
  const { data } = useQuery({ ...frozenRegistersQuery(head.code), enabled: !isShared })
  return (data?.kinds ?? []).flatMap((kind) => {
    const own = kind.items.flatMap(({ indicators }, at) =>
      indicators.some(({ code }) => code === indicator) ? [at] : [],
    )
    return own.length === 0 ? [] : [{ kind, counted: new Set(own) }]
  })
}

const mostNamed = 5

/** The first records by name, and the way to all of them. */
function Records({ head, behind, unit }: { head: ReleaseHead; behind: Behind; unit: string | null }) {
  const { kind, counted } = behind
  const { data } = useQuery(frozenRegisterQuery(head.code, kind.code))
  const own = data?.records.filter(
    (one) =>
      (unit === null ? countsInCity(data.units, one.unit) : isWithin(data.units, one.unit, unit)) &&
      one.counts.some((at) => counted.has(at)),
  )
  const narrowed = unit === null ? {} : { unit }
  const named = own?.filter(({ title }) => title !== null).slice(0, mostNamed) ?? []
  return (
    <>
      <h3>
        {kind.name}台账{own !== undefined && `（计入${own.length}条）`}
      </h3>
      {named.length > 0 && (
        <ul>
          {named.map(({ id, title, day }) => (
            <li key={id}>
              {title}（{formatDate(day)}）
            </li>
          ))}
        </ul>
      )}
      <p>
        <Link to="/registers/$kind" params={{ kind: kind.code }} search={{ pub: head.code, ...narrowed }}>
          查看全部记录 →
        </Link>
      </p>
    </>
  )
}
