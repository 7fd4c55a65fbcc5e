/** A change to one file of the example folder: a line put in place of another, lines added, or the whole text. */
type Change =
  | { readonly file: string; readonly line: string; readonly by: string }
  | { readonly file: string; readonly add: readonly string[] }
  | { readonly file: string; readonly text: string }

export type OddFolder = {
  /** What is odd about it. */
  readonly name: string
  readonly changes: readonly Change[]
  /** Every line that the loader says. */
  readonly says: readonly string[]
}

export const exampleLines = {
  city: 'SL,示例市,示例市,市,,,,是,0,,',
  east: 'CD,城东区,城东区,区,SL,中心城区,城区,是,1,1,2',
  hill: 'SX,山下县,山下县,县,SL,偏远地区,县域,是,2,1,1',
  third: '2025Q3,2025-10-01 00:00,2025-10-20 18:00,2025-10-25 18:00,开放',
  target: 'QY01,CD,2026,97,协调小组2026年工作要点',
  baseline: 'QY01,CD,2021Q4,92.1,2021年统计公报',
  user: 'rsj,张人社,Shili-2026,填报人,RSJ,',
  figure: '2025Q3,P_INS_DUE,CD,size:above,18000,',
} as const

const { city, east, hill, third, target, baseline, user, figure } = exampleLines
const units = (line: string, by: string): Change => ({ file: 'units.csv', line, by })
const periods = (by: string): Change => ({ file: 'periods.csv', line: third, by })
const targets = (by: string): Change => ({ file: 'targets.csv', line: target, by })
const baselines = (by: string): Change => ({ file: 'baselines.csv', line: baseline, by })
const users = (by: string): Change => ({ file: 'users.csv', line: user, by })
const history = (by: string): Change => ({ file: 'history-2025.csv', line: figure, by })
const quarterOf = (opens: string, due: string, closes: string): Change =>
  periods(`2025Q3,${opens},${due},${closes},开放`)

const third18 = '另有 18 行用到它（history-2025.csv 第 2—19 行），改好这一处即可，不必逐行改。'

const hill14 =
  '另有 14 行用到它（bases.csv 第 3 行，targets.csv 第 4 行，history-2025.csv 第 8—13、26—31 行），改好这一处即可，不必逐行改。'

/** Folders that are refused, with all that is said of each. */
export const refusedFolders: readonly OddFolder[] = [
  {
    name: 'a deadline on 31 November',
    changes: [quarterOf('2025-10-01', '2025-11-31 18:00', '2025-12-05 18:00')],
    says: [
      `periods.csv 第 2 行“截止时间”：没有2025年11月31日这一天：这个月只有30天，请核对“2025-11-31 18:00”。${third18}`,
    ],
  },
  {
    name: 'a day without its year',
    changes: [quarterOf('10月1日', '2025-10-20', '2025-10-25')],
    says: [`periods.csv 第 2 行“开放时间”：“10月1日”没有写年份，应写成 2026-10-20 的样子。${third18}`],
  },
  {
    name: 'a day that starts with the month',
    changes: [quarterOf('10/1/2025', '2025-10-20', '2025-10-25')],
    says: [
      `periods.csv 第 2 行“开放时间”：“10/1/2025”分不清哪个是年、月、日，请把四位数的年写在前面，应写成 2026-10-20 的样子。${third18}`,
    ],
  },
  {
    name: 'an hour that no day has',
    changes: [quarterOf('2025-10-01', '2025-10-20 28:00', '2025-10-25')],
    says: [
      `periods.csv 第 2 行“截止时间”：“2025-10-20 28:00”里的几点几分看不明白，应写成 2026-10-20 18:00 的样子。${third18}`,
    ],
  },
  {
    name: 'times in the wrong order',
    changes: [quarterOf('2025-10-21', '2025-10-20', '2025-10-25')],
    says: [`periods.csv 第 2 行“截止时间”：三个时间的次序应为：开放 < 截止 ≤ 关闭。请检查。${third18}`],
  },
  {
    name: 'a fifth quarter',
    changes: [periods('2025Q5,2025-10-01,2025-10-20,2025-10-25,开放')],
    says: [
      'periods.csv 第 2 行“季度”：“2025Q5”不是季度，应写成 2026Q3 或 2026年第三季度 的样子。',
      'history-2025.csv 第 2—19 行“季度”：没有代码为“2025Q3”的季度（请在 periods 文件中列出），请核对。（共 18 行）',
    ],
  },
  {
    name: 'a quarter that is none, in the calendar and in its figures',
    changes: [
      periods('2025年秋季,2025-10-01,2025-10-20,2025-10-25,开放'),
      { file: 'history-2025.csv', text: `季度,数据项代码,单位代码,数值\n${'2025年秋季,P_MED,CD,1\n'.repeat(18)}` },
    ],
    says: [`periods.csv 第 2 行“季度”：“2025年秋季”不是季度，应写成 2026Q3 或 2026年第三季度 的样子。${third18}`],
  },
  {
    name: 'a state that is none',
    changes: [periods('2025Q3,2025-10-01,2025-10-20,2025-10-25,进行中')],
    says: [`periods.csv 第 2 行“状态”：“进行中”不在可选的词中：未开放、开放、关闭。${third18}`],
  },
  {
    name: 'the same quarter in two forms',
    changes: [{ file: 'periods.csv', add: ['2025年第三季度,2025-10-01,2025-10-20,2025-10-25,开放'] }],
    says: ['periods.csv 第 4 行“季度”：“2025Q3”与 periods.csv 第 2 行重复，请只留一行。'],
  },
  {
    name: 'a calendar without a column',
    changes: [{ file: 'periods.csv', text: '季度,开放时间,截止时间,状态\n2025Q3,2025-10-01,2025-10-20,开放\n' }],
    says: [
      'periods.csv 第 1 行“关闭时间”：缺少这一列。第 1 行应是列名，须有：季度、开放时间、截止时间、关闭时间、状态。另有 36 行用到它（history-2025.csv 第 2—37 行），改好这一处即可，不必逐行改。',
    ],
  },
  {
    name: 'a figure of a quarter that is not over',
    changes: [
      { file: 'periods.csv', add: ['2026Q1,2026-04-01,2026-04-20,2026-04-25,开放'] },
      history('2026Q1,P_INS_DUE,CD,size:above,18000,'),
    ],
    says: ['history-2025.csv 第 3 行“季度”：2026年第一季度还没有结束，不会有历史数字，请核对季度。'],
  },
  {
    name: 'a unit whose own row is wrong',
    changes: [units(east, 'CD,城东区,城东区,新区,SL,中心城区,城区,是,1,1,2')],
    says: [
      'units.csv 第 3 行“类别”：“新区”不在可选的词中：市、区、县、县级市、功能区、乡镇街道、企业。另有 19 行用到它（units.csv 第 5 行，bases.csv 第 2 行，liaisons.csv 第 3 行，users.csv 第 6—7 行，targets.csv 第 3 行，baselines.csv 第 3 行，history-2025.csv 第 2—7、20—25 行），改好这一处即可，不必逐行改。',
    ],
  },
  {
    name: 'two units on one tile',
    changes: [units(hill, 'SX,山下县,山下县,县,SL,偏远地区,县域,是,2,1,2')],
    says: ['units.csv 第 4 行“地图行”：第 1 行第 2 列已是第 3 行的城东区的位置，两个单位会叠在一起，请换一格。'],
  },
  {
    name: 'half a tile',
    changes: [units(hill, 'SX,山下县,山下县,县,SL,偏远地区,县域,是,2,1,')],
    says: [`units.csv 第 4 行“地图列”：填了地图行而没有地图列，请补齐或都留空。${hill14}`],
  },
  {
    name: 'a tile off the map',
    changes: [units(hill, 'SX,山下县,山下县,县,SL,偏远地区,县域,是,2,960,1')],
    says: [`units.csv 第 4 行“地图行”：“960”超出方块图的范围，应是 1—30 的整数。${hill14}`],
  },
  {
    name: 'two units of one name',
    changes: [units(hill, 'SX,城东区,山下县,县,SL,偏远地区,县域,是,2,1,1')],
    says: ['units.csv 第 4 行“名称”：“城东区”与第 3 行的城东区同名，请写全称以便区分。'],
  },
  {
    name: 'two units of one short name',
    changes: [units(hill, 'SX,山下县,城东区,县,SL,偏远地区,县域,是,2,1,1')],
    says: ['units.csv 第 4 行“简称”：“城东区”与第 3 行的城东区的名称或简称相同，图表里分不清，请换一个简称。'],
  },
  {
    name: 'a code twice',
    changes: [{ file: 'units.csv', add: ['CD,城南区,城南区,区,SL,中心城区,城区,是,4,3,3'] }],
    says: ['units.csv 第 6 行“代码”：“CD”与 units.csv 第 3 行重复，请只留一行。'],
  },
  {
    name: 'codes that differ in case alone',
    changes: [{ file: 'units.csv', add: ['cd,城南区,城南区,区,SL,中心城区,城区,是,4,3,3'] }],
    says: ['units.csv 第 6 行“代码”：“cd”与第 3 行的城东区只差大小写，容易混淆，请换一个代码。'],
  },
  {
    name: 'a code in Chinese',
    changes: [{ file: 'units.csv', add: ['城南,城南区,城南区,区,SL,中心城区,城区,是,4,3,3'] }],
    says: ['units.csv 第 6 行“代码”：“城南”的写法不对，应写成 DWQ 的样子。'],
  },
  {
    name: 'two cities',
    changes: [{ file: 'units.csv', add: ['SN,示例南市,示例南市,市,,,,是,9,,'] }],
    says: ['units.csv 第 6 行“类别”：只能有一个“市”，第 2 行的示例市已经是了。县级市请把类别写作“县级市”。'],
  },
  {
    name: 'no city',
    changes: [units(city, 'SL,示例市,示例市,县级市,SL,,,是,0,,')],
    says: [
      'units.csv“类别”：没有类别为“市”的一行。请加上全市，其余单位以它为上级。',
      'units.csv 第 2 行“上级代码”：“SL”的上级绕成了一圈，请核对。',
      'units.csv 第 3 行“上级代码”：“CD”的上级绕成了一圈，请核对。',
      'units.csv 第 4 行“上级代码”：“SX”的上级绕成了一圈，请核对。',
      'units.csv 第 5 行“上级代码”：“GX”的上级绕成了一圈，请核对。',
    ],
  },
  {
    name: 'a unit without anything above it',
    changes: [units(hill, 'SX,山下县,山下县,县,,偏远地区,县域,是,2,1,1')],
    says: [`units.csv 第 4 行“上级代码”：除全市外都要有上级，请填写上级代码。${hill14}`],
  },
  {
    name: 'a district under a town',
    changes: [
      {
        file: 'units.csv',
        add: ['T1,石桥镇,石桥镇,乡镇街道,SX,,,是,9,,', 'QN,城南区,城南区,区,T1,中心城区,城区,是,4,3,3'],
      },
    ],
    says: ['units.csv 第 7 行“上级代码”：石桥镇是乡镇街道或企业，不能作上级，请核对。'],
  },
  {
    name: 'a unit that ends before it begins',
    changes: [
      {
        file: 'units.csv',
        text: '代码,名称,类别,上级代码,排列顺序,起始季度,终止季度\nSL,示例市,市,,0,,\nCD,城东区,区,SL,1,2026Q1,2025Q4\nSX,山下县,县,SL,2,,\nGX,高新区,功能区,SL,3,,\n',
      },
      { file: 'bases.csv', text: '单位代码,产业基础,起始季度,依据\n' },
    ],
    says: [
      'units.csv 第 3 行“终止季度”：终止季度 2025Q4 早于起始季度 2026Q1，请核对。另有 17 行用到它（liaisons.csv 第 3 行，users.csv 第 6—7 行，targets.csv 第 3 行，baselines.csv 第 3 行，history-2025.csv 第 2—7、20—25 行），改好这一处即可，不必逐行改。',
    ],
  },
  {
    name: 'a rate of 960',
    changes: [targets('QY01,CD,2026,960,要点')],
    says: ['targets.csv 第 3 行“目标值”：劳动合同签订率只能在 0% 到 100% 之间，这里是 960%，请核对小数点和单位。'],
  },
  {
    name: 'a rate below nothing',
    changes: [baselines('QY01,CD,2021Q4,-3,公报')],
    says: ['baselines.csv 第 3 行“基期值”：劳动合同签订率只能在 0% 到 100% 之间，这里是 -3%，请核对小数点和单位。'],
  },
  {
    name: 'half an event',
    changes: [targets('JN01,CD,2026,12.5,要点')],
    says: ['targets.csv 第 3 行“目标值”：技能培训场次：本格应为整数，“12.5”带有小数，请核对。'],
  },
  {
    name: 'a count below nothing',
    changes: [targets('JN01,CD,2026,-12,要点')],
    says: ['targets.csv 第 3 行“目标值”：技能培训场次不会小于 0场，这里是 -12场，请核对。'],
  },
  {
    name: 'a value in another unit',
    changes: [targets('JN01,CD,2026,12人,要点')],
    says: ['targets.csv 第 3 行“目标值”：技能培训场次：本格的单位是场，“12人”的单位是人，请换算后填写。'],
  },
  {
    name: 'no value, said in words',
    changes: [targets('QY01,CD,2026,未报,要点')],
    says: ['targets.csv 第 3 行“目标值”：劳动合同签订率：“未报”不是数字，请填写数值；还没有定的，请删去这一行。'],
  },
  {
    name: 'a target for a district of what only the city has',
    changes: [targets('JN15,CD,2026,50,要点')],
    says: [
      'targets.csv 第 3 行“单位代码”：偏远地区与中心城区培训场次比只有全市一级，各单位没有这个数，请删去这一行或改为全市的代码。',
    ],
  },
  {
    name: 'a target twice',
    changes: [{ file: 'targets.csv', add: ['QY01,CD,2026年,98,要点'] }],
    says: ['targets.csv 第 5 行“指标代码”：“QY01 在 CD 的 2026 年目标”与 targets.csv 第 3 行重复，请只留一行。'],
  },
  {
    name: 'a year that is none',
    changes: [targets('QY01,CD,206,97,要点')],
    says: ['targets.csv 第 3 行“年份”：“206”不是年份，应写成 2026 的样子。'],
  },
  {
    name: 'a starting point that is still to come',
    changes: [baselines('QY01,CD,2026年第三季度,92.1,公报')],
    says: ['baselines.csv 第 3 行“季度”：2026年第三季度还没有结束，不能作基期，请核对季度。'],
  },
  {
    name: 'two starting points of one unit',
    changes: [{ file: 'baselines.csv', add: ['QY01,CD,2022Q4,93,公报'] }],
    says: ['baselines.csv 第 4 行“指标代码”：“QY01 在 CD 的基期值”与 baselines.csv 第 3 行重复，请只留一行。'],
  },
  {
    name: 'logins that differ in case alone',
    changes: [users('RSJ,张人社,Shili-2026,填报人,RSJ,\nrsj,李人社,Shili-2026,填报人,RSJ,')],
    says: ['users.csv 第 5 行“登录名”：“rsj”与“RSJ”只差大小写，容易混淆，请换一个登录名。'],
  },
  {
    name: 'a right twice',
    changes: [{ file: 'users.csv', add: [user] }],
    says: ['users.csv 第 8 行“角色”：与第 4 行是同一项权限，请删去一行。'],
  },
  {
    name: 'a login of the system’s own',
    changes: [users('system.load,张人社,Shili-2026,填报人,RSJ,')],
    says: ['users.csv 第 4 行“登录名”：以“system.”开头的登录名留给系统，请换一个。'],
  },
  {
    name: 'a department of another’s name',
    changes: [{ file: 'departments.csv', add: ['RS2,市住房城乡建设局,成员单位'] }],
    says: ['departments.csv 第 3 行“名称”：“市住房城乡建设局”与第 2 行同名，请用同一个代码或写全称。'],
  },
  {
    name: 'one mistake in every row',
    changes: [{ file: 'history-2025.csv', text: `季度,数据项代码,单位代码,数值\n${'2025Q3,P_NONE,CD,1\n'.repeat(3)}` }],
    says: [
      'history-2025.csv 第 2—4 行“数据项代码”：没有代码为“P_NONE”的数据项，请核对。（共 3 行）',
      'history-2025.csv 第 3—4 行“数据项代码”：“2025Q3 CD 的 P_NONE”与 history-2025.csv 第 2 行重复，请只留一行。（共 2 行）',
    ],
  },
  {
    name: 'a figure twice',
    changes: [{ file: 'history-2025.csv', add: [figure] }],
    says: [
      'history-2025.csv 第 38 行“数据项代码”：“2025Q3 CD 的 P_INS_DUE（size:above）”与 history-2025.csv 第 3 行重复，请只留一行。',
    ],
  },
  {
    name: 'one figure that cannot be read, and none that hangs on it',
    changes: [history('2025Q3,P_INS_DUE,CD,size:above,约一万八,')],
    says: ['history-2025.csv 第 3 行“数值”：应参加职工社会保险的产业工人数：“约一万八”是约数，请填写确切的数。'],
  },
  {
    name: 'a row with a comma too many',
    changes: [history('2025Q3,P_INS_DUE,CD,size:above,18,000,,另记')],
    says: ['history-2025.csv 第 3 行：“另记”上面没有列名，不知道是什么。请补上列名，或核对这一行的逗号和引号。'],
  },
  {
    name: 'a column twice',
    changes: [{ file: 'bases.csv', text: '单位代码,产业基础,起始季度,依据,依据\nCD,强,2021Q4,表,表\n' }],
    says: ['bases.csv 第 1 行“依据”：这一列出现了两次，请删去一列。'],
  },
  {
    name: 'a column nobody knows',
    changes: [{ file: 'bases.csv', text: '单位代码,产业基础,起始季度,依据,备注\nCD,强,2021Q4,表,无\n' }],
    says: ['bases.csv 第 1 行“备注”：不认识这一列，请删去或改名。可用的列：单位代码、产业基础、起始季度、依据。'],
  },
  {
    name: 'liaisons of nobody, of two at once, twice, and with no way to reach them',
    changes: [
      {
        file: 'liaisons.csv',
        text: '部门代码,单位代码,姓名,电话,邮箱\n,,甲,88001234,\nZJJ,CD,乙,88001234,\nZJJ,,丙,,\n,GX,丁,88001234,\n,GX,戊,88001234,\n,SX,己,问办公室,\n',
      },
    ],
    says: [
      'liaisons.csv 第 2 行“部门代码”：请写部门代码或单位代码，说明是谁的联络员。',
      'liaisons.csv 第 3 行“单位代码”：一行只能写部门或单位之一，请分成两行。',
      'liaisons.csv 第 4 行“电话”：请填写电话或邮箱，至少一项，催报时才联系得上。',
      'liaisons.csv 第 7 行“电话”：电话“问办公室”的写法不对，应写成 0571-88001234 或 13800000000 的样子，几个号码之间用顿号。',
      'liaisons.csv 第 6 行“姓名”：“GX 的联络员”与 liaisons.csv 第 5 行重复，请只留一行。',
    ],
  },
  {
    name: 'a file in an old form',
    changes: [{ file: 'units.xls', text: 'x' }],
    says: ['units.xls：不能读取 .xls 文件，请另存为 CSV 或 XLSX 后再装载。'],
  },
  {
    name: 'a file nobody knows',
    changes: [{ file: 'weights.csv', text: 'a\n1\n' }],
    says: [
      'weights.csv：不认识这个文件名。可用的名称：units、bases、departments、users、liaisons、periods、holidays、targets、baselines、history（可有多个，如 history-2024）。',
    ],
  },
]

/** Folders that are asked about, and loaded once somebody has confirmed. */
export const doubtfulFolders: readonly OddFolder[] = [
  {
    name: 'a rate that may be a share of one',
    changes: [targets('QY01,CD,2026,0.96,要点')],
    says: [
      'targets.csv 第 3 行“目标值”：劳动合同签订率写作“0.96”，即 0.96%。若本意是 96%，请改写为 96；确为 0.96% 的，请写上百分号。',
      'targets.csv 第 3 行“目标值”：劳动合同签订率越高越好，目标却低于基期：0.96%，基期（2021Q4）是 92.1%，请核对。',
    ],
  },
  {
    name: 'a rate whose point has slipped',
    changes: [
      {
        file: 'targets.csv',
        text: '指标代码,单位代码,年份,目标值,来源\nQY02,SL,2026,96,要点\nQY02,CD,2026,9.7,要点\nQY02,SX,2026,93,要点\nQY02,GX,2026,98,要点\n',
      },
    ],
    says: ['targets.csv 第 3 行“目标值”：集体合同签订率这里是 9.7%，其他行多在 96% 上下，请核对小数点。'],
  },
  {
    name: 'a deadline a year early',
    changes: [quarterOf('2024-10-01', '2024-10-20', '2024-10-25')],
    says: ['periods.csv 第 2 行“截止时间”：2025年第三季度还没有结束就截止，数字来不及统计，请核对年份和月份。'],
  },
  {
    name: 'two units at one place of the order',
    changes: [units(hill, 'SX,山下县,山下县,县,SL,偏远地区,县域,是,1,1,1')],
    says: ['units.csv 第 4 行“排列顺序”：“1”与第 3 行的城东区相同，先后将按代码排，请核对。'],
  },
]

/** Folders in the forms of spreadsheets and notices: loaded as they are. */
export const plainFolders: readonly { readonly name: string; readonly changes: readonly Change[] }[] = [
  { name: 'days as Excel saves them', changes: [quarterOf('2025/10/1', '2025/10/20 18:00', '2025/10/25 18:00:00')] },
  {
    name: 'days in words',
    changes: [quarterOf('2025年10月1日', '2025年10月20日18时', '2025年10月25日下午6点')],
  },
  { name: 'days as a spreadsheet’s numbers', changes: [quarterOf('45931', '45950.75', '45955.75')] },
  {
    name: 'a quarter in words',
    changes: [periods('2025年第三季度,2025-10-01,2025-10-20 18:00,2025-10-25 18:00,开放')],
  },
  {
    name: 'a quarter in words of figures',
    changes: [periods('2025年3季度,20251001,2025.10.20 18:00,2025-10-25 18:00,开放')],
  },
]
