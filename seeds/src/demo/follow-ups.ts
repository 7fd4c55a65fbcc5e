import type { FollowUpLedger } from '@cg/contract/follow-up'
import { must } from '@cg/domain/must'
import type { Period } from '@cg/domain/period'
import type { Context, Services } from '@cg/services/context'
import { readFollowUps } from '@cg/services/follow-up/ledger'
import { answerFollowUp, decideFollowUp, openFollowUp } from '@cg/services/follow-up/write'
import { loadStanding } from '@cg/services/statement/wanted'
import { addDays, chinaTime } from './calendar.ts'
import { contextOf } from './context.ts'
import type { OpenQuarter } from './open-quarter.ts'
import type { People } from './people.ts'

type Light = NonNullable<FollowUpLedger['offer']>['lights'][number]

const offerOf = async (office: Context) => must((await readFollowUps(office)).offer)

/** Follows up a red light; answers the number of the item. */
async function followLight(office: Context, { release, indicator, unit, lead }: Light, dueOn: string): Promise<number> {
  const { items } = await openFollowUp(office, {
    of: { kind: 'light', release, indicator, unit },
    department: lead,
    unit: null,
    requirement: '查明原因，提出整改措施，按期达到时序目标。',
    dueOn,
    isDemo: true,
  })
  return must(items[0]).id
}

/**
 * Before the newest release: follows up a light that was red in the release before and is not in this quarter's accepted
 * forms, so that the data close it.
 */
export async function followBefore(
  services: Services,
  people: People,
  { period, publishDay }: { readonly period: Period; readonly publishDay: string },
): Promise<void> {
  const at = chinaTime(addDays(publishDay, -1), 11)
  const office = contextOf(services, people.reviewer, at)
  const { basis, lapses } = await services.store.read((db) => loadStanding(db, period, at))
  const late = new Set(lapses.map(({ i, unit }) => `${basis.indicators[i]?.code} ${basis.units[unit]?.code}`))
  const { lights } = await offerOf(office)
  const turned = lights.find(
    ({ indicator, unit, lead }) => !late.has(`${indicator} ${unit}`) && people.fillerOrNone(lead) !== null,
  )
  if (turned !== undefined) await followLight(office, turned, addDays(publishDay, 30))
}

/** The ledger of the open quarter: an item in each state, one of them overdue, one closed by each of data and the office. */
export async function keepFollowUps(services: Services, people: People, { asOf }: OpenQuarter): Promise<void> {
  const office = (days: number) => contextOf(services, people.reviewer, chinaTime(addDays(asOf, -days), 16))
  await settleAll(office(20))
  await followLights(services, people, { asOf, office })
  await followSpeech(services, people, { asOf, office })
  await followTask(office(1), addDays(asOf, 21))
}

type Dated = { readonly asOf: string; readonly office: (days: number) => Context }

/** Red lights followed up: one overdue, one open, one answered, one whose answer was sent back. */
async function followLights(services: Services, people: People, { asOf, office }: Dated): Promise<void> {
  const { lights } = await offerOf(office(25))
  const led = lights.filter(({ lead }) => people.fillerOrNone(lead) !== null)
  // A city's first quarters have no target to be late by.
  if (led.length < 4) return
  const picked = [0.1, 0.3, 0.5, 0.7].map((share) => must(led[Math.floor(led.length * share)]))
  const [late, open, answered, returned] = picked.map((light) => must(light)) as [Light, Light, Light, Light]
  await followLight(office(25), late, addDays(asOf, -6))
  await followLight(office(3), open, addDays(asOf, 17))
  await reply(services, people, {
    asOf,
    light: answered,
    id: await followLight(office(12), answered, addDays(asOf, 8)),
  })
  const back = await followLight(office(12), returned, addDays(asOf, 8))
  await reply(services, people, { asOf, light: returned, id: back })
  await decideFollowUp(office(1), { id: back, version: 2, action: 'return', note: '措施请落实到企业和完成时间。' })
}

/** Closes on data what can be. */
async function settleAll(office: Context): Promise<void> {
  const { items } = await readFollowUps(office)
  for (const { id, version } of items) await decideFollowUp(office, { id, version, action: 'settle', note: '' })
}

type Replying = { readonly asOf: string; readonly light: Light; readonly id: number }

async function reply(services: Services, people: People, { asOf, light, id }: Replying): Promise<void> {
  await answerFollowUp(contextOf(services, people.filler(light.lead), chinaTime(addDays(asOf, -4), 10)), {
    id,
    version: 1,
    reason: '本地新投产企业较多，相关工作没有同步跟上。',
    measures: '逐户建立清单，每月调度一次，由分管负责人包干。',
    expectedOn: addDays(asOf, 30),
  })
}

/** A milestone of a key task that is overdue. */
async function followTask(office: Context, dueOn: string): Promise<void> {
  const [first] = (await offerOf(office)).tasks
  if (first === undefined) return
  const { measure, milestone, lead } = first
  await openFollowUp(office, {
    of: { kind: 'task', measure, milestone },
    department: lead,
    unit: null,
    requirement: '督促未完成的区县限期办结，并补报佐证。',
    dueOn,
    isDemo: true,
  })
}

/** A promise of the speech that the office has accepted as kept. */
async function followSpeech(services: Services, people: People, { asOf, office }: Dated): Promise<void> {
  const { items } = await openFollowUp(office(18), {
    of: { kind: 'speech', quote: '各企业要在车间、班组设立思想政治工作联络员，及时了解产业工人思想动态，解决思想困惑' },
    department: 'ZGH',
    unit: null,
    requirement: '核对规上工业企业联络员名册，补齐空缺。',
    dueOn: addDays(asOf, 5),
    isDemo: true,
  })
  const { id } = must(items[0])
  await answerFollowUp(contextOf(services, people.filler('ZGH'), chinaTime(addDays(asOf, -9), 10)), {
    id,
    version: 1,
    reason: '部分新纳入统计的规上工业企业没有及时设立联络员。',
    measures: '已逐户补设并更新名册。',
    expectedOn: addDays(asOf, -2),
  })
  await decideFollowUp(office(2), { id, version: 2, action: 'accept', note: '已抽查名册并与统计名录核对一致。' })
}
