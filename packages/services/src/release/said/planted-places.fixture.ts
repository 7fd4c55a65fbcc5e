import { oneOnly, other, swap } from './planting.fixture.ts'
import type { Plant } from './planting.fixture.ts'

/* What is false of places. */

export const plantedOfPlaces: readonly Plant[] = [
  ['move: the place before', /位次变动最大/, { words: other(/由第\d+/) }],
  ['move: the place now', /位次变动最大/, { words: other(/至第\d+/) }],
  ['move: up and down', /位次变动最大.*升至/, { words: swap('升至', '降至') }],
  ['move: a unit that left', /位次变动最大.*（不含/, { words: swap(/（.+）/, '') }],
  ['move: of an indicator, published', /^较上季位次变动最大/, { words: swap(/^/, '按本期方案重算，') }],
  ['move: nobody moved', /位次变动最大/, { words: swap(/^.*$/, '各单位位次与上季相同') }],
  [
    'areas: turned',
    /^中心城区各单位的.*均(高|多)于偏远地区各单位/,
    { words: swap(/^(.*)各单位的(.*)均(.)于(.*)各单位$/, '$4各单位的$2均$3于$1各单位') },
  ],
  ['areas: many for high', /各单位的.*率均高于/, { words: swap('均高于', '均多于') }],
  ['areas: a unit without a figure', /各单位的.*均(高|多)于/, { world: oneOnly }],
  ['groups: a wider span', /^第1—2位之间差距很小/, { words: swap('第1—2位', '第1—4位') }],
  ['groups: a stable top', /^第1—\d+位之间差距很小/, { words: swap(/^/, '前三位位次稳定；') }],
  ['ends: who leads', /居首，与居末/, { words: swap(/^[^居]+/, '城郊县') }],
  ['ends: how far apart', /居首，与居末/, { words: other(/相差[\d.]+/) }],
  [
    'ends: first for last',
    /^[^，]+居首，与居末的.+相差/,
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
]
