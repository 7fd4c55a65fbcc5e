import { orgUnit, submission, target } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import { readConflicts } from '@cg/services/conflict/board'
import { submitForm } from '@cg/services/entry/move/submit-form'
import { fileForms } from '@cg/services/entry/upload/bulk'
import type { FormPlan } from '@cg/services/entry/form/plan'
import { compareUpload } from '@cg/services/entry/upload/compare-upload'
import { loadInput } from '@cg/services/release/input/load-input'
import { computeFigures } from '@cg/services/release/compute/figures'
import { suspicionFacts } from '@cg/services/release/facts/suspicion'
import { preparePreview } from '@cg/services/release/publish/prepare'
import { readPrecheck } from '@cg/services/release/publish/precheck'
import { listRules } from '@cg/services/rules/list'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eq } from 'drizzle-orm'
import { breaches, mends, period } from './planted-errors.fixture.ts'
import type { Planted } from './planted-errors.fixture.ts'
import { catalogue, inCity, keyOf, makeBench, onEachForm, placeOf, putAccepted, type } from './rule-bench.fixture.ts'
import type { Bench, City, Figure } from './rule-bench.fixture.ts'

/*
 * The 37 families of the catalogue where they run: typed into a form, uploaded, filed by the loader, between two
 * departments, before publishing. Every rule either finds its planted error there and is silent once it is mended, or
 * is off and /rules says why.
 */

let city: City
let withZones: City
beforeAll(async () => {
  city = await makeBench()
  withZones = await makeBench({ parts: true })
})
afterAll(() => {
  city.remove()
  withZones.remove()
})

/** Rules that no form's own figures decide, or that need a city of another build: each has its test below. */
const elsewhere = ['R21', 'R34b', 'R36', 'R36b']
const ruleOf = (code: string) => must(catalogue.rules.find((rule) => rule.code === code))

/** What a finding asks of the filler; an error over figures of two forms is not one form's to block. */
function classOf(code: string, isOneForm = true): 'block' | 'explain' | 'inform' {
  const { severity, scope } = ruleOf(code)
  if (severity === 'info') return 'inform'
  return severity === 'error' && scope !== 'cross' && isOneForm ? 'block' : 'explain'
}

async function conflictRules(bench: Bench, at: string): Promise<string[]> {
  await bench.store.write({ unaudited: 'fixture' }, async (tx) => {
    await tx.update(submission).set({ state: 'submitted' }).where(eq(submission.state, 'draft'))
  })
  const board = await readConflicts(
    bench.as((people) => people.reviewer, parsePeriod(at)),
    { period: at },
  )
  return board.items.map((item) => item.rule)
}

async function uploadWarnings(bench: Bench, plan: FormPlan, own: readonly Figure[]) {
  const cells = own.map(({ item, unit, breakdown, cell: { value } }) => {
    return { item, unit, breakdown, text: String(value), place: 'B2', base: null }
  })
  const file = { fileName: '上报表.xlsx', fileHash: 'x', matchedBy: 'labels' as const, cells, errors: [], ignored: [] }
  const filler = bench.as((people) => people.filler(plan.reporter), plan.definitions.period)
  const { changes } = await compareUpload(filler, keyOf(plan), file)
  return changes.flatMap((change) => change.warnings)
}

/** What the loader of history says of the form, whose hard errors take the whole load back. */
async function loaderRules(bench: Bench, plan: FormPlan, own: readonly Figure[]) {
  const filler = bench.as((people) => people.filler(plan.reporter), plan.definitions.period)
  const hand = { actor: filler.actor, at: filler.now() }
  const cells = own.map(({ item, unit, breakdown, cell }) => ({ item, unit, breakdown, ...cell }))
  const filed = { key: keyOf(plan), cells, source: 'load' as const, reason: '历史数据装载', explain: () => null }
  try {
    await fileForms(filler, [{ ...filed, filler: hand, submitted: hand }])
    return []
  } catch (error) {
    const { detail } = error as { detail?: { cells?: { rule?: string }[] } }
    return must(detail?.cells, String(error)).map((one) => one.rule)
  }
}

async function setDraft(bench: Bench, { form }: FormPlan): Promise<void> {
  await bench.store.write({ unaudited: 'fixture' }, async (tx) => {
    await tx.update(submission).set({ state: 'draft' }).where(eq(submission.formCode, form.code))
  })
}

// No figure of this catalogue has another bound than 0, and what is below it is refused before any rule runs.
const refusedWhenTyped = ['R32c']

describe.each(breaches.filter(([code]) => !refusedWhenTyped.includes(code)))('%s', (code, errors) => {
  const mended: Planted = Object.fromEntries(Object.entries(must(mends[code])).filter(([name]) => name in errors))

  test('is found where it is typed, uploaded and loaded, and no more once it is mended', async () => {
    let found = 0
    await onEachForm(city, errors, async (bench, { plan, own, others, isOwn, move }) => {
      if (!plan.rules.some((rule) => rule.definition.code === code)) return
      found += 1
      const at = plan.definitions.period
      const isOneForm = others.every((one) => one.at !== at)
      const kind = classOf(code, isOneForm)
      await putAccepted(bench, others)
      const warnings = await uploadWarnings(bench, plan, own)
      if (kind === 'block') expect(await loaderRules(bench, plan, own)).toContain(code)
      const said = (await type(bench, plan, own)).filter((finding) => finding.rule === code)
      expect(said).not.toEqual([])
      expect(said.map((one) => one.class)).toEqual(said.map(() => kind))
      if (kind !== 'inform') expect(warnings).toContain(must(said[0]).message)
      const filler = bench.as((people) => people.filler(plan.reporter), at)
      if (kind === 'block')
        await expect(submitForm(filler, keyOf(plan), { version: 1 })).rejects.toMatchObject({
          detail: { reason: 'submission.blocking_errors' },
        })
      const isCross = ruleOf(code).scope === 'cross'
      if (isCross) expect(await conflictRules(bench, at)).toContain(code)
      await setDraft(bench, plan)
      await putAccepted(
        bench,
        move(mended).filter((one) => !isOwn(one)),
      )
      const mendedOwn = move(mended).filter(isOwn)
      const after = await type(bench, plan, mendedOwn.length > 0 ? mendedOwn : own)
      expect(after.map((finding) => finding.rule)).not.toContain(code)
      if (isCross) expect(await conflictRules(bench, at)).not.toContain(code)
    })
    expect(found).toBeGreaterThan(0)
  })
})

test('R32c: what is below 0 is refused where it is typed, an error in an upload, and stops the loader', async () => {
  const [, errors] = must(breaches.find(([code]) => code === 'R32c'))
  await onEachForm(city, errors, async (bench, { plan, own, move }) => {
    expect(await loaderRules(bench, plan, own)).toContain('R32c')
    await expect(type(bench, plan, own)).rejects.toThrow('本格不能为负数')
    const after = await type(bench, plan, move(must(mends.R32c)))
    expect(after.map((finding) => finding.rule)).not.toContain('R32c')
    expect(await loaderRules(bench, plan, move({ P_CON_DUE: 0 }))).toEqual([])
  })
})

describe('the rules that no single form decides', () => {
  test('R36: zones that count in a district add up to it, in the form and between sources', async () =>
    inCity(withZones, async (bench) => {
      const { forms, move } = await placeOf(bench, { W_TOTAL: 1 })
      const plan = must(forms[0])
      const said = await type(bench, plan, move({ W_TOTAL: 100, 'W_TOTAL@BX': 40, 'W_TOTAL@CY': 50 }))
      expect(said.filter((one) => one.rule === 'R36').map((one) => one.class)).toEqual([classOf('R36')])
      expect(await conflictRules(bench, period)).toContain('R36')
      await setDraft(bench, plan)
      const after = await type(bench, plan, move({ W_TOTAL: 90 }))
      expect(after.map((one) => one.rule)).not.toContain('R36')
      expect(await conflictRules(bench, period)).not.toContain('R36')
    }))

  test('R36b: people counted once over the city are no more than those of its districts together', async () =>
    inCity(city, async (bench) => {
      const { forms, move } = await placeOf(bench, { 'P_TRAIN_UNQ@YC': 1 })
      const plan = must(forms[0])
      const districts = plan.units.filter((unit) => unit.kind !== 'city' && unit.countsInParent)
      const each = Object.fromEntries(districts.map((unit) => [`P_TRAIN_UNQ@${unit.code}`, 10]))
      const said = await type(bench, plan, move({ ...each, 'P_TRAIN_UNQ@YC': 10 * districts.length + 1 }))
      expect(said.filter((one) => one.rule === 'R36b').map((one) => one.class)).toEqual([classOf('R36b')])
      const after = await type(bench, plan, move({ 'P_TRAIN_UNQ@YC': 10 * districts.length }))
      expect(after.map((one) => one.rule)).not.toContain('R36b')
    }))

  test('R21: a district without an area type is named before publishing, and not once it has one', async () => {
    const say = async (areaType: 'centre' | null) => {
      let found: readonly string[] = []
      await inCity(city, async (bench) => {
        await bench.store.write({ unaudited: 'fixture' }, async (tx) => {
          await tx.update(orgUnit).set({ areaType }).where(eq(orgUnit.code, 'DWQ'))
        })
        const { move } = await placeOf(bench, { W_TOTAL: 1 })
        await putAccepted(bench, move({ W_TOTAL: 30_000 }))
        const reviewer = bench.as((people) => people.reviewer, period)
        const { id } = await preparePreview(reviewer, { period })
        found = (await readPrecheck(reviewer, { id })).setupFindings
      })
      return found
    }
    expect(await say(null)).toEqual([expect.stringMatching(/^东湾区：没有设置区域类型.*（R21）$/u)])
    expect(await say('centre')).toEqual([])
  })

  test('R34b: three units exactly on their target are told with the results, two are not', async () =>
    inCity(city, async (bench) => {
      const named = catalogue.indicators.find(
        ({ formula }) => formula.kind === 'quotient' && formula.numerator[0]?.item === 'P_CON',
      )
      const { code } = must(named)
      const { move } = await placeOf(bench, { P_CON: 1 })
      await bench.store.write({ unaudited: 'fixture' }, async (tx) => {
        const aim = { indicatorCode: code, year: 2026, value: 95, source: '测试' }
        await tx.delete(target).where(eq(target.indicatorCode, code))
        await tx.insert(target).values(['DWQ', 'XPQ', 'NLQ'].map((unitCode) => ({ ...aim, unitCode })))
      })
      const told = async (figures: Planted) => {
        await putAccepted(bench, move(figures))
        const at = bench
          .as((people) => people.reviewer, period)
          .now()
          .toISOString()
        const results = computeFigures(await bench.store.read((db) => loadInput(db, period, at)))
        const i = results.basis.indicators.findIndex((one) => one.code === code)
        return (suspicionFacts(results, i) ?? []).filter((one) => one.kind === 'on_target').map((one) => one.unit)
      }
      const due = { P_CON_DUE: 1000, 'P_CON_DUE@BX': 2000, 'P_CON_DUE@CY': 400 }
      expect(await told({ ...due, P_CON: 950, 'P_CON@BX': 1900, 'P_CON@CY': 380 })).toEqual(['DWQ', 'XPQ', 'NLQ'])
      expect(await told({ 'P_CON@CY': 381 })).toEqual([])
    }))
})

describe('all 37 families', () => {
  const families = Array.from({ length: 37 }, (_, at) => `R${String(at + 1).padStart(2, '0')}`)
  const proven = new Set([...breaches.map(([code]) => code), ...elsewhere])

  test('are listed, and every rule of them is proven above or off', () => {
    expect([...new Set(catalogue.rules.map((rule) => rule.family))].sort()).toEqual(families)
    expect(catalogue.rules.filter((rule) => rule.active && !proven.has(rule.code))).toEqual([])
    expect(catalogue.rules.filter((rule) => !rule.active && proven.has(rule.code))).toEqual([])
  })

  test('stand on /rules: what runs with where it runs, what is off with why, what cannot speak here with that', async () =>
    inCity(city, async (bench) => {
      const { items } = await listRules(bench.as((people) => people.filler('RSJ'), period))
      expect(items.map((item) => item.code).sort()).toEqual(catalogue.rules.map((rule) => rule.code).sort())
      for (const item of items) {
        const { active, inactiveReason } = ruleOf(item.code)
        expect([item.code, item.isActive, item.inactiveReason]).toEqual([item.code, active, inactiveReason])
        expect([item.code, item.words.length > 0 || !active]).toEqual([item.code, true])
        if (active && item.place === 'form') expect([item.code, item.forms.length > 0]).toEqual([item.code, true])
        if (!active) expect([item.code, item.inactiveReason?.length ?? 0]).not.toEqual([item.code, 0])
      }
      const places = items.filter((item) => item.place !== 'form').map((item) => [item.code, item.place])
      expect(places).toEqual([
        ['R21', 'units'],
        ['R34b', 'preview'],
      ])
      // The demo's units lie in none of their own: the rule on sums runs, has nothing to compare, and says so.
      expect(items.find((item) => item.code === 'R36')?.note).toContain('暂不会触发')
    }))
})
