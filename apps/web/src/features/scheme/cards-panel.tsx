import type { CockpitCards } from '@cg/contract/cockpit'
import { mostCards } from '@cg/contract/cockpit'
import { dimensionNames } from '@cg/contract/dimension'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import { useToast } from '../../ui/toast.tsx'
import { cardsQuery, chooseCards } from './queries.ts'

/** Which indicators head the cockpit, from a year on. */
export function CardsPanel() {
  const { data, error, refetch } = useQuery(cardsQuery)
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return null
  return (
    <section className="scheme-version" aria-labelledby="cards-title">
      <header>
        <h2 id="cards-title">总览首屏的指标</h2>
        <p className="muted">
          从所选年度的下一次发布起用于总览首屏，直到另有选择；已发布的季度不变。排列次序即显示次序。
        </p>
      </header>
      <Years data={data} />
    </section>
  )
}

function Years({ data }: { data: CockpitCards }) {
  const years = Array.from({ length: 3 }, (_, at) => data.nextYear + at)
  const [year, setYear] = useState(data.nextYear)
  return (
    <>
      <Select
        caption="年度"
        options={years.map((one) => ({ value: String(one), label: `${one}年` }))}
        value={String(year)}
        onChange={(text) => setYear(Number(text))}
      />
      <Choice key={`${year}:${ownOf(data, year)?.join(',') ?? ''}`} data={data} year={year} />
    </>
  )
}

function ownOf({ years }: CockpitCards, year: number): string[] | null {
  return years.find((one) => one.year === year)?.indicators ?? null
}

/** The year's own choice, else the newest before it, else the usual ones. */
function heldIn(data: CockpitCards, year: number): string[] {
  return data.years.find((one) => one.year <= year)?.indicators ?? data.usual
}

const none = ''

function Choice({ data, year }: { data: CockpitCards; year: number }) {
  const held = heldIn(data, year)
  const [slots, setSlots] = useState(() => Array.from({ length: mostCards }, (_, at) => held[at] ?? none))
  const client = useQueryClient()
  const notify = useToast()
  const save = useMutation({
    mutationFn: (indicators: string[]) => chooseCards(year, { indicators, seen: ownOf(data, year) }),
    onSuccess: (saved) => {
      client.setQueryData(cardsQuery.queryKey, saved)
      notify(`${year}年总览首屏的指标已保存，下一次发布起生效`)
    },
  })
  const chosen = slots.filter((code) => code !== none)
  const twice = chosen.find((code, at) => chosen.indexOf(code) !== at)
  const nameOf = (code: string): string => data.indicators.find((one) => one.code === code)?.name ?? code
  const fault =
    twice === undefined ? (chosen.length === 0 ? '至少选择一项指标。' : null) : `“${nameOf(twice)}”选了两次。`
  const options = [
    { value: none, label: '（空）' },
    ...data.indicators.map(({ code, name, dimension }) => ({
      value: code,
      label: `${dimensionNames[dimension] ?? dimension}｜${name}`,
    })),
  ]
  return (
    <>
      <div className="cards-slots">
        {slots.map((code, at) => (
          <Select
            key={at}
            caption={`第${at + 1}项`}
            options={options}
            value={code}
            disabled={!data.mayChoose}
            onChange={(next) => setSlots(slots.map((one, slot) => (slot === at ? next : one)))}
          />
        ))}
      </div>
      {fault !== null && <p role="alert">{fault}</p>}
      {save.error !== null && <ProblemPanel error={save.error} />}
      {data.mayChoose ? (
        <div>
          <Button
            kind="primary"
            isBusy={save.isPending}
            disabled={fault !== null || chosen.join() === held.join()}
            onClick={() => save.mutate(chosen)}
          >
            保存{year}年的选择
          </Button>
        </div>
      ) : (
        <p className="muted">由发布人选择。</p>
      )}
    </>
  )
}
