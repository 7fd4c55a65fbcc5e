import type { FormDetail } from '@cg/contract/entry'
import { must } from '@cg/domain/must'
import { breaches } from '@cg/seeds/planted-errors.fixture'
import type { Planted } from '@cg/seeds/planted-errors.fixture'
import { keyOf, makeBench, onEachForm, putAccepted, type } from '@cg/seeds/rule-bench.fixture'
import type { City } from '@cg/seeds/rule-bench.fixture'
import { readForm } from '@cg/services/entry/form/read-form'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formChecker } from '../src/features/fill/editor/live-findings.ts'

/* While a person types, the browser says of every planted error what the server will say of it, word for word. */

let plain: City
let withZones: City
beforeAll(async () => {
  plain = await makeBench()
  withZones = await makeBench({ parts: true })
})
afterAll(() => {
  plain.remove()
  withZones.remove()
})

function live(detail: FormDetail) {
  const { check, decides } = formChecker(detail)
  const { state, value, note } = detail.cells
  const said = check((at) => ({ state: must(state[at]), value: value[at] ?? null, note: note[at] ?? null }))
  return { said, decides }
}

async function expectSame(city: City, errors: Planted, code: string): Promise<void> {
  await onEachForm(city, errors, async (bench, { plan, own, others }) => {
    await putAccepted(bench, others)
    await type(bench, plan, own)
    const filler = bench.as((people) => people.filler(plan.reporter), plan.definitions.period)
    const detail = await readForm(filler, keyOf(plan))
    const { said, decides } = live(detail)
    expect(said).toEqual(detail.findings.filter((finding) => decides.has(finding.rule)))
    if (decides.has(code)) expect(said.map((finding) => finding.rule)).toContain(code)
  })
}

const zones = { W_TOTAL: 100, 'W_TOTAL@BX': 40, 'W_TOTAL@CY': 50 }
const typed = breaches.filter(([code]) => code !== 'R32c')

describe('a planted error', () => {
  it.each(typed)('of %s reads the same before and after it was saved', async (code, errors) => {
    await expectSame(plain, errors, code)
  })

  it('of R36, between a district and what lies in it, reads the same too', async () => {
    await expectSame(withZones, zones, 'R36')
  })
})
