import { noGainWords } from '@cg/domain/claim/why'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadInput } from '../input/load-input.ts'
import { openCity } from '../release.fixture.ts'
import type { TestCity } from '../release.fixture.ts'
import type { ReleaseBasis } from '../stored/basis.ts'
import { formNames, judge } from './evaluator.fixture.ts'
import { figuresOf, saidOf } from './product.fixture.ts'
import type { Said } from './product.fixture.ts'
import { randomCity } from './random.fixture.ts'
import { reckon } from './reckoner.fixture.ts'
import type { World } from './world.fixture.ts'

/* A true sentence made false, or its city changed under it, is caught: one for each thing that a sentence says. */

let opened: TestCity
let basis: ReleaseBasis
beforeAll(async () => {
  opened = await openCity()
  basis = (await opened.store.read((db) => loadInput(db, parsePeriod('2026Q3')))).basis
})
afterAll(() => opened.close())

type Sample = Said & { readonly world: World }
let samples: readonly Sample[]

/** The first true sentence that looks like this. */
function sampleOf(looks: RegExp, on: string | null): Sample {
  return must(
    samples.find((one) => looks.test(one.words) && (on === null || one.on === on)),
    `no sentence like ${looks.source}`,
  )
}

const bump = (digit: string): string => String((Number(digit) + 1) % 10)
/** The last digit of what matches is another. */
const other = (before: RegExp) => (words: string) => words.replace(before, (found) => found.replace(/\d(?=\D*$)/, bump))
const swap = (from: string | RegExp, to: string) => (words: string) => words.replace(from, to)

/** The newest quarter with some of its cells unreported. */
const silence =
  (isMeant: (key: string, city: World) => boolean) =>
  (world: World): World => {
    const last = must(world.quarters.at(-1))
    const cells = new Map(
      [...last.cells].map(([key, cell]) => [key, isMeant(key, world) ? 'not_reported' : cell] as const),
    )
    return { ...world, quarters: [...world.quarters.slice(0, -1), { ...last, cells }] }
  }
const nobody = silence(() => true)
/** Every unit but the first says nothing. */
const oneOnly = silence((key, world) => !key.includes(must(must(world.quarters.at(-1)).units[0]).code))

/** Every indicator means something else from the newest quarter on. */
const redefined = (world: World): World => {
  const breaks = [must(world.quarters.at(-1)).period]
  return { ...world, measures: world.measures.map((measure) => ({ ...measure, breaks })) }
}

/** A forecast that says enough, as one that does not. */
const unsureOf = (words: string): string =>
  words.replace(
    /^按最近(\d+)期走势推算，(\d+)年末.*年目标([\d.,]+[^\d。，]*?)(?:。|，|的水平).*$/,
    '按最近$1期走势，$2年末能否达到目标$3尚不足以判断。',
  )

type Broken = { readonly on?: string } & (
  | { readonly words: (words: string) => string }
  | { readonly world: (world: World) => World }
)

const planted: readonly (readonly [string, RegExp, Broken])[] = [
  ['change: a digit', /为[\d.]+%，较上季提高/, { words: other(/提高[\d.]+/) }],
  ['change: the value', /为[\d.]+%，较上季提高/, { words: other(/为[\d.]+/) }],
  ['change: the direction', /为[\d.]+%，较上季提高/, { words: swap('提高', '下降') }],
  ['change: growth for points', /为[\d.]+%，较上季提高[\d.]+个百分点$/, { words: swap(/个百分点$/, '%') }],
  ['change: another quarter', /为[\d.]+%，较上季提高/, { words: swap('较上季', '较上年同期') }],
  ['change: a running total against last quarter', /起\/万人，较上年同期下降/, { words: swap('较上年同期', '较上季') }],
  ['change: last survey called last quarter', /较上次调查提高/, { words: swap('较上次调查', '较上季') }],
  ['change: level', /较上季提高[\d.]+个百分点$/, { words: swap(/提高.+$/, '持平') }],
  ['change: a carried figure', /^全市.*为[^，]*，较上次调查/, { world: silence((key) => /^(YES|ASK)/.test(key)) }],
  ['change: a missing unit ignored', /同口径.*（不含.+）/, { words: swap(/（不含.+）/, '') }],
  ['change: not said to be like for like', /较上季同口径.*（不含.+）/, { words: swap(/同口径(.*)（.+）/, '$1') }],
  ['change: another unit left out', /同口径.*（不含[^、等]+）/, { words: swap(/不含.+）/, '不含城郊县）') }],
  ['change: too little of the city', /^全市.*为[^，]*，较上季/, { world: oneOnly }],
  ['change: another base year', /较2021年(提高|下降)/, { words: swap('较2021年', '较2020年') }],
  ['goal: the shortfall', /为[\d.]+%，低于时序目标/, { words: other(/差[\d.]+个/) }],
  ['goal: what is expected', /为[\d.]+%，低于时序目标/, { words: other(/目标[\d.]+/) }],
  ['goal: met for missed', /为[\d.]+%，低于时序目标/, { words: swap('低于', '达到') }],
  ['goal: the wrong side', /起\/万人，高于时序目标/, { words: swap('高于', '低于') }],
  ['goal: what is left of the year', /还差/, { words: other(/还差[\d.]+/) }],
  ['goal: the year', /已达到2026年目标/, { words: swap('2026', '2027') }],
  ['goal: too little of the city', /^全市.*时序目标/, { world: oneOnly }],
  ['count: how many', /个单位中有\d+个单位/, { words: other(/有\d+/) }],
  ['count: of how many', /^\d+个单位中有/, { words: other(/^\d+/) }],
  ['count: all for some', /个单位中有\d+个单位的/, { words: swap(/中有\d+个单位的(.+?)达到/, '的$1均达到') }],
  ['count: some are not judged', /^可与时序目标比较的\d+个单位/, { words: swap('可与时序目标比较的', '') }],
  ['cards: how many', /项核心指标中有/, { words: other(/有\d+项/) }],
  ['cards: the worst', /核心指标.*，.+低于时序目标/, { words: other(/目标[\d.]+个/) }],
  ['weakest: how many', /滞后的单位最多，有\d/, { words: other(/有\d+/) }],
  ['weakest: which', /滞后的单位最多，有\d/, { words: swap(/，.+?滞后/, '，体检率滞后') }],
  ['weakest: one of two', /、.+滞后的单位最多，各有\d/, { words: swap(/、.+?(?=滞后)/, '') }],
  ['all moved: the direction', /均提高/, { words: swap('均提高', '均下降') }],
  ['all moved: who most', /均.*，.+幅度最大/, { words: swap(/，[^，]+?(?=提高|下降|增长)/, '，城郊县') }],
  ['all moved: a unit without a figure', /均(提高|下降)/, { world: oneOnly }],
  ['move: the place before', /位次变动最大/, { words: other(/由第\d+/) }],
  ['move: the place now', /位次变动最大/, { words: other(/至第\d+/) }],
  ['move: up and down', /位次变动最大.*升至/, { words: swap('升至', '降至') }],
  ['move: a unit that left', /位次变动最大.*（不含/, { words: swap(/（.+）/, '') }],
  ['move: of scores, never published', /^按本期方案重算，.*位次/, { words: swap('按本期方案重算，', '') }],
  ['move: of an indicator, published', /^较上季位次变动最大/, { words: swap(/^/, '按本期方案重算，') }],
  ['move: nobody moved', /位次变动最大/, { words: swap(/^.*$/, '各单位位次与上季相同') }],
  [
    'areas: turned',
    /^中心城区各单位的.*均高于偏远地区各单位/,
    { words: swap(/^(.*)各单位的(.*)均高于(.*)各单位$/, '$3各单位的$2均高于$1各单位') },
  ],
  ['areas: a unit without a figure', /各单位的.*均高于/, { world: oneOnly }],
  ['gap: a digit', /与.*的.*相差[\d.]+个百分点$/, { words: other(/相差[\d.]+/) }],
  ['gap: the sides', /^中心城区与偏远地区的.*相差/, { words: swap('中心城区与偏远地区', '偏远地区与中心城区') }],
  ['gap: a missing unit', /^(中心城区|偏远地区)与.*相差/, { world: oneOnly }],
  ['gap: closer for wider', /差距扩大至.*扩大/, { words: swap(/扩大/g, '收窄') }],
  ['gap: the step', /差距扩大至.*扩大/, { words: other(/扩大[\d.]+个百分点$/) }],
  [
    'gap: of sizes whose units differ',
    /^规上企业与中小微企业.*相差/,
    { world: silence((key) => /U0 size:above/.test(key)) },
  ],
  ['gap detail: a side', /^中心城区.*%，.*%；.*牵头$/, { words: other(/%，.*%/) }],
  ['gap trend: the verdict', /以来差距没有明显变化/, { words: swap('差距没有明显变化', '差距收敛') }],
  ['groups: a wider span', /^第1—2位之间差距很小/, { words: swap('第1—2位', '第1—4位') }],
  ['groups: a stable top', /^第1—\d+位之间差距很小/, { words: swap(/^/, '前三位位次稳定；') }],
  ['ends: who leads', /居首，与居末/, { words: swap(/^[^居]+/, '城郊县') }],
  ['ends: how far apart', /居首，与居末/, { words: other(/相差[\d.]+/) }],
  [
    'ends: first for last',
    /居首，与居末的.+相差/,
    { words: swap(/^(.+)居首，与居末的(.+)相差/, '$2居首，与居末的$1相差') },
  ],
  ['ends: the word where lower is better', /^[^，、]+最低，/, { words: swap('最低', '居首') }],
  [
    'ends: alone for close',
    /^[^、]+、[^、]+居前（差距很小/,
    { words: swap(/^([^、]+)、[^、]+居前（[^）]+）/, '$1居首') },
  ],
  ['ends: one of those who are close', /^[^、]+、[^、]+、[^、]+居前（差距很小/, { words: swap(/^[^、]+、/, '') }],
  ['ends: tied for alone', /^[^、]+、[^、]+并列第1位$/, { words: swap(/、[^、]+并列第1位/, '居首') }],
  ['ends: all reach it', /参与排名的\d+个单位均达到/, { words: other(/\d+个单位/) }],
  ['ends: the last one’s shortfall', /居(首|前).*，[^，]+低于时序目标/, { words: other(/目标[\d.]+/) }],
  ['trend: the verdict', /的\d+期数据没有明显升降/, { words: swap('没有明显升降', '总体向好') }],
  ['trend: worse for better', /的\d+期数据总体变差/, { words: swap('总体变差', '总体向好') }],
  ['trend: how many quarters', /的\d+期数据没有明显升降/, { words: other(/\d+期/) }],
  ['trend: from when', /的\d+期数据没有明显升降/, { words: swap(/^\d{4}/, '2019') }],
  ['trend: quarters of other lengths', /^可比各年同季数据仅/, { words: swap('各年同季', '') }],
  ['trend: too few, of how many', /^可比数据仅/, { words: other(/仅\d/) }],
  ['forecast: the year', /走势推算/, { words: swap(/2026年末|2027年末/, '2031年末') }],
  ['forecast: outside its range', /走势推算.*约为[\d.]+%/, { words: swap(/约为[\d.]+/, '约为0.01') }],
  ['forecast: on how many quarters', /走势推算/, { words: other(/最近\d+/) }],
  ['forecast: another value', /走势推算.*约为[\d.]+%/, { words: swap(/约为([\d.]+)/, '约为9$1') }],
  ['forecast: how low', /走势推算.*可能在[\d.]+%/, { words: swap(/可能在([\d.]+)/, '可能在0.0$1') }],
  ['forecast: how high', /走势推算.*—\d{2}\.\d%/, { words: swap(/—\d/, '—9') }],
  [
    'forecast: when it arrives',
    /照此走势到期达不到/,
    { words: swap(/照此走势到期达不到/, '照此走势可望在2027年第四季度达到') },
  ],
  ['forecast: unsure, and yet it says enough', /走势推算/, { words: unsureOf }],
  ['forecast: whether it arrives', /照此走势到期达不到/, { words: swap('照此走势到期达不到', '目前已达到') }],
  ['forecast: unsure, of which year', /尚不足以判断/, { words: swap(/\d{4}年末/, '2031年末') }],
  ['forecast: unsure, of which target', /尚不足以判断/, { words: other(/目标[\d.]+/) }],
  ['trend: until when', /^截至\d{4}/, { words: swap(/^截至\d{4}/, '截至2019') }],
  ['change: a percentage of a small count', /由\d+家[增减]至\d+家$/, { words: swap(/由\d.*$/, '下降50.0%') }],
  ['change: a small count', /由\d+家[增减]至\d+家$/, { words: other(/至\d+/) }],
  ['spread: a unit that is inside another', /不含与行政区重叠的/, { words: swap(/（不含与行政区重叠的[^）]+）/, '') }],
  ['spread: who', /中最高的是/, { words: swap(/最高的是[^（]+/, '最高的是城郊县') }],
  ['spread: how far', /中最高的是/, { words: other(/相差[\d.]+/) }],
  ['spread: of how many', /中最高的是/, { words: other(/^\d+/) }],
  ['split: the units’ own part', /^较上年同期变化.*其中/, { words: other(/自身变化[−+]?[\d.]+/) }],
  ['split: the mix', /^较上年同期变化.*其中/, { words: other(/结构变化[−+]?[\d.]+/) }],
  ['split: a unit on one side only', /^较上年同期变化.*其中/, { world: silence((key) => /^(N|ACC) U0$/.test(key)) }],
  ['ends: of scores, who leads', /居首，与居末的.+相差[\d.]+分$/, { words: swap(/^[^居]+/, '城郊县') }],
  ['ends: of scores, how far apart', /居首，与居末的.+相差[\d.]+分$/, { words: other(/相差[\d.]+/) }],
  [
    'groups: of scores, a wider span',
    /^第\d—\d位之间差距很小/,
    { on: 'ranking/score', words: swap(/第\d—\d位/, '第1—7位') },
  ],
  [
    'groups: of scores, a stable top',
    /^第1—\d位之间差距很小/,
    { on: 'ranking/score', words: swap(/^/, '前三位位次稳定；') },
  ],
  ['move: of scores, the place before', /位次变动最大/, { on: 'ranking/score', words: other(/由(并列)?第\d+/) }],
  ['move: of scores, the place now', /位次变动最大/, { on: 'ranking/score', words: other(/至(并列)?第\d+/) }],
  [
    'move: of scores, nobody',
    /位次变动最大/,
    { on: 'ranking/score', words: swap(/较上季.*$/, '各单位位次与上季相同') },
  ],
  [
    'areas: of scores, turned',
    /^中心城区各单位的.*均高于偏远地区各单位/,
    { on: 'ranking/score', words: swap(/^(.*)各单位的(.*)均高于(.*)各单位$/, '$3各单位的$2均高于$1各单位') },
  ],
  ['fall: from where', /综合得分由第/, { words: other(/由第\d+/) }],
  ['fall: to where', /综合得分由第/, { words: other(/降至第\d+/) }],
  ['fall: who', /综合得分由第/, { words: swap(/^[^，]+?综合得分/, '城郊县综合得分') }],
  ['ahead: how far', /^与第\d+位.+相差[\d.]+分：/, { words: other(/相差[\d.]+/) }],
  ['ahead: what an indicator adds', /^与第\d+位.+分：[^、]+−[\d.]+。$/, { words: other(/−[\d.]+/) }],
  ['ahead: the sign', /^与第\d+位.+分：[^、]+−[\d.]+。$/, { words: swap('−', '+') }],
  ['ahead: the place', /^与第\d+位/, { words: other(/^与第\d+/) }],
  ['ahead: who', /^与第\d+位/, { words: swap(/位.+?相差/, '位城郊县相差') }],
  ['ahead: what makes up a long lead', /^与第\d+位.+分。其中：/, { words: other(/其中：\S+ [−+][\d.]+/) }],
  ['since last: by how much', /^较上季(提高|下降)[\d.]+分：/, { words: other(/[\d.]+(?=分：)/) }],
  ['since last: the direction', /^较上季提高[\d.]+分/, { words: swap('提高', '下降') }],
  ['since last: what an indicator adds', /^较上季.+分：[^、]+ \+[\d.]+。$/, { words: swap('+', '−') }],
  ['since last: a new definition', /^较上季(提高|下降)[\d.]+分/, { world: redefined }],
  ['gain: nothing changes', /提高到[\d.]+%，可/, { words: swap(/由([\d.]+%)提高到[\d.]+%/, '由$1提高到$1') }],
  ['gain: from where', /^其他条件不变.+由[\d.]+%/, { words: other(/由[\d.]+/) }],
  ['reach: by how much', /，再提高.+达到时序目标/, { words: other(/再提高[\d.]+/) }],
  ['reach: to what', /，再提高.+达到时序目标/, { words: other(/目标[\d.]+/) }],
  ['reach: the wrong way', /，再提高.+达到时序目标/, { words: swap('再提高', '再降低') }],
  ['unit place: which', /，在\d+个单位中居第\d+位/, { words: other(/第\d+/) }],
  ['unit place: of how many', /，在\d+个单位中/, { words: other(/在\d+/) }],
  ['unit place: what is open', /位次区间第\d+—\d+位/, { words: other(/—\d+/) }],
  ['unit place: alone for shared', /，在\d+个单位中并列第/, { words: swap('并列第', '居第') }],
  ['unit place: the side of the city', /个单位中.+高于全市/, { words: swap('高于全市', '低于全市') }],
  ['unit place: a goal it meets', /个单位中.+低于时序目标/, { words: other(/时序目标[\d.]+/) }],
  ['group ahead: how far', /^与考核组内第\d+位/, { words: other(/相差[\d.]+/) }],
  ['group ahead: which place', /^与考核组内第\d+位/, { words: other(/内第\d+/) }],
  ['group ahead: what it is made of', /^与考核组内第\d+位.+[+−]\d/, { words: other(/[+−][\d.]+/) }],
  ['group mean: how far', /平均得分[\d.]+分/, { words: other(/得分[\d.]+/) }],
  ['group mean: the side', /^高于.+平均得分/, { words: swap('高于', '低于') }],
  ['group mean: of how many', /平均得分/, { words: other(/\d+个单位/) }],
  ['group mean: who owes', /平均得分（其中/, { words: swap(/（其中.+?）/, '') }],
  ['group mean: what it is made of', /平均得分.+[+−]\d/, { words: other(/[+−][\d.]+/) }],
  ['gain: whom it passes', /^其他条件不变.+可(超过|与)第\d+位/, { words: other(/可(超过|与)第\d+/) }],
  ['gain: a place shared', /^其他条件不变.+可与第.+并列。$/, { words: swap(/可与(.+)并列。$/, '可超过$1。') }],
  ['no gain: there is one', /^其他条件不变，把“.+”由[\d.]+%提高到/, { words: () => noGainWords }],
  ['zeros: how many', /按0分计入得分/, { words: other(/有\d+/) }],
  ['zeros: what', /按0分计入得分/, { words: swap(/（[^）]+）/, '（体检率）') }],
  ['zeros: more than are named', /（[^）]+[^等]）\S*按0分计入得分/, { words: swap('）', '等）') }],
  ['zeros: how far up', /位次最多可升至第/, { words: other(/升至第\d+/) }],
  ['weight note: who', /：.+未报，按0分计。$/, { words: swap(/^[^：]+/, '城郊县') }],
  ['weight note: which state', /：.+未报，按0分计。$/, { words: swap('未报', '无法提供') }],
  ['weight note: what has no target', /没有目标值，不计分/, { words: swap(/^.+?没有/, '体检率没有') }],
  [
    'weight note: what is left out',
    /：.+不计分，权重由其他指标分摊。$/,
    { words: swap(/：.+?不计分/, '：体检率不计分') },
  ],
  ['unranked: how much is there', /^已报权重仅/, { words: swap(/\d+%/, '3%') }],
  ['unranked: why', /^缺少必报指标/, { words: swap('缺少必报指标', '没有可计分的指标') }],
  ['lost: how much', /失分最多的两项是/, { words: other(/失[\d.]+分/) }],
  ['lost: what', /失分最多的两项是/, { words: swap(/是.+?（/, '是体检率（') }],
  ['late: by how much', /低于时序目标.*牵头/, { words: other(/目标[\d.]+/) }],
  ['late: who lags', /低于时序目标.*滞后单位/, { words: swap(/滞后单位：.*/, '滞后单位：城郊县') }],
  ['late: who owns it', /时序目标.*牵头/, { words: swap(/市[^；]+牵头/, '市教育局牵头') }],
  ['silent: how many', /项考核指标未报/, { words: other(/有\d+/) }],
  ['silent: what', /有1项考核指标未报；/, { words: swap(/；[^；]+；/, '；体检率；') }],
  ['state note: who', /^未报：/, { words: swap(/：[^，]+/, '：城郊县') }],
  ['state note: which state', /^未报：/, { words: swap('未报', '无法提供') }],
  ['carried note: from when', /^沿用/, { words: swap(/\d{4}/, '2019') }],
  ['partial note: how much', /已报部分占分母的\d/, { words: swap(/[\d.]+%/, '99.9%') }],
  ['partial note: nothing is missing', /已报部分占分母的/, { world: nobody }],
  ['inside note: who', /位于其他区县内/, { words: swap(/^[^位]+/, '城郊县') }],
  ['partial count: how many', /项指标的全市数据按已报单位汇总/, { words: other(/^\d+/) }],
]

describe('a planted falsehood is caught', () => {
  beforeAll(() => {
    samples = Array.from({ length: 4000 }, (_, at) => {
      const { world, first } = randomCity(at + 1)
      if (at >= 900 && world.scheme === null) return []
      return saidOf(world, figuresOf(basis, world, first)).map((said) => ({ ...said, world }))
    }).flat()
  })

  it.each(planted)('%s', (_name, looks, broken) => {
    const { words, spot, world } = sampleOf(looks, broken.on ?? null)
    expect(judge(words, reckon(world), spot)).toMatchObject({ holds: true })
    const [said, city] = 'words' in broken ? [broken.words(words), world] : [words, broken.world(world)]
    expect('words' in broken && said === words).toBe(false)
    const verdict = judge(said, reckon(city), spot)
    expect([said, verdict]).toMatchObject([said, { holds: false, why: expect.not.stringContaining('not understood') }])
  })

  it('of every form that can be false', () => {
    const covered = new Set(planted.map(([name]) => name.split(':')[0]?.replace('all moved', 'all_moved')))
    expect(formNames.filter((form) => form !== 'method note' && !covered.has(form))).toEqual([])
  })

  it('as is a sentence of no known form', () => {
    const { world, spot } = must(samples[0])
    expect(judge('全市形势一片大好', reckon(world), spot)).toEqual({ holds: false, why: 'not understood' })
  })
})
