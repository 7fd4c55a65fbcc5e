import { nobody, other, swap } from './planting.fixture.ts'
import type { Plant } from './planting.fixture.ts'

/* What is false of commitments. */

export const plantedOfTargets: readonly Plant[] = [
  ['commitments: how many are met', /年目标\d+项：达标\d+项/, { words: other(/达标\d+/) }],
  ['commitments: of how many', /年目标\d+项：达标\d+项/, { words: other(/目标\d+/) }],
  ['commitments: which year', /^2026年目标\d+项：/, { words: swap('2026', '2025') }],
  ['commitments: none is late', /滞后\d+项.*；/, { words: swap(/、?滞后\d+项(?=[，；])/, '，无滞后') }],
  ['commitments: what is silent', /年目标\d+项：.*，未报\d+项/, { words: swap('未报', '没有数据') }],
  ['commitments: whose the late ones are', /；滞后的.*由市总工会牵头/, { words: swap('市总工会', '市人社局') }],
  ['commitments: how many are whose', /；滞后的\d+项中.*牵头\d+项/, { words: other(/牵头\d+/) }],
  ['commitments: nothing was reported', /^2026年目标\d+项：/, { world: nobody }],
  ['commitments: of a year that is over', /按2025年末数据评价/, { words: other(/达标\d+|临近\d+|滞后\d+/) }],
  ['targets ahead: how many compare', /其中\d+项可与本季数值比较/, { words: other(/其中\d+/) }],
  ['targets ahead: how many are there', /，\d+项已达到目标水平/, { words: other(/，\d+项已/) }],
  ['targets ahead: none', /，\d+项已达到目标水平/, { words: swap(/\d+项已达到目标水平$/, '尚无一项达到目标水平') }],
  ['need: how far', /要达到.*还需提高/, { words: other(/还需提高[\d.]+/) }],
  ['need: each quarter', /其余\d个季度每季至少提高/, { words: other(/至少提高[\d.]+/) }],
  ['need: how many quarters', /其余\d个季度每季至少提高/, { words: other(/其余\d/) }],
  ['need: which target', /要达到2026年目标/, { words: other(/目标[\d.]+/) }],
  ['need: it is there', /要达到.*还需提高/, { words: swap(/要达到(\d{4}年目标[\d.]+%).*/, '已达到$1') }],
  ['need: what a year brought', /过去一年共(提高|下降)/, { words: other(/[\d.]+(?=个百分点$)/) }],
  ['need: rose for grew', /过去一年共增加[\d,]+家/, { words: swap('共增加', '共提高') }],
  ['need: a limit', /要控制在.*合计不超过/, { words: other(/合计不超过[\d.]+/) }],
  ['need: beyond a limit', /已超过.*控制目标.*超出/, { words: other(/超出[\d.]+/) }],
  ['need: the whole year', /要完成2026年全年目标.*还需完成/, { words: other(/还需完成[\d,]+/) }],
  ['need: begun anew', /从当年年初重新计算/, { words: other(/[\d.,]+(?=[^\d]*$)/) }],
  ['slipped: when it was met', /曾达标，此后/, { words: swap(/\d{4}年(?=第.季度曾达标)/, '2019年') }],
  ['slipped: what it was', /曾达标，此后由/, { words: other(/由[\d.]+/) }],
  ['slipped: what it is', /曾达标，此后由/, { words: other(/[降升]至[\d.]+/) }],
  ['slipped: what is expected', /曾达标，此后/, { words: other(/目标[\d.]+/) }],
  ['slipped: it fell', /未跟上时序目标/, { words: swap(/未跟上时序目标，本季为([^，]+)/, '由$1降至$1') }],
  ['base beyond: the baseline', /年基期为/, { words: other(/基期为[\d.]+/) }],
  ['base beyond: the target', /年基期为/, { words: other(/年目标[\d.]+/) }],
  ['base beyond: the side', /年基期为.*已高于/, { words: swap('已高于', '已低于') }],
  ['base beyond: today', /本季为.*该目标$/, { words: other(/本季为[\d.]+/) }],
]
