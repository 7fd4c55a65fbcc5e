import { directions, frequencies, indicatorPeriodKinds, periodKinds } from '@cg/domain/indicator'
import type { IndicatorCode, ItemCode, UnitCode } from '@cg/domain/indicator'
import type { Period } from '@cg/domain/period'
import { ruleScopes, ruleSeverities } from '@cg/domain/check/rule'
import type { RuleBody } from '@cg/domain/check/rule'
import { quarterOf } from '@cg/domain/period'
import { Type } from './type.ts'
import type { Static, TSchema } from 'typebox'
import { planOrigins } from '@cg/domain/task/plan'
import { AreaTypeSchema, IndustrialBaseSchema } from './figure-schema.ts'
import { DayText, RoleSchema, nullable, strictObject } from './schema.ts'
import { TalkSeed } from './talk.ts'

/*
 * The project's own form of a catalogue and a city: what seeds/, `npm run load` and the JSON columns of the database
 * hold. Everything is read through these schemas, so a wrong file is refused by field and never half understood.
 */

/** The seven blocks of the reform, in the order of the reports. */
export const dimensions = ['BASE', 'IDEOLOGY', 'SKILLS', 'CAREER', 'RIGHTS', 'DEMO', 'DRIVE'] as const

const Code = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$', description: '代码' })
const ItemCodeText = Type.Unsafe<ItemCode>(Code)
export const IndicatorCodeText = Type.Unsafe<IndicatorCode>(Code)
const UnitCodeText = Type.Unsafe<UnitCode>(Code)
const PeriodCode = Type.Unsafe<Period>(Type.String({ pattern: '^20\\d{2}Q[1-4]$', description: '期次，如 2026Q3' }))
const Name = Type.String({ minLength: 1, maxLength: 120 })
const Text = Type.String({ maxLength: 2000 })
/** What a catalogue names an axis and its groups by: 'size', 'above'. */
const AxisCode = Type.String({ pattern: '^[a-z][a-z0-9]{0,19}$', description: '小写字母开头的代码' })
const MatterCode = Type.String({ pattern: '^[A-Z][A-Z0-9_]{0,19}$' })
const DimensionSchema = Type.Enum([...dimensions])

/** One way in which inputs are broken down (decision 14): marginal, never crossed with another; its groups add up. */
export const BreakdownAxis = strictObject({
  code: AxisCode,
  /** 企业规模 */
  name: Name,
  /** In the order in which forms ask for them. */
  groups: Type.Array(strictObject({ code: AxisCode, name: Name }), { minItems: 2 }),
})
export type BreakdownAxis = Static<typeof BreakdownAxis>

/** All breakdown keys of an axis: 'size:above', 'size:msme'; none of an axis that the catalogue does not hold. */
export function breakdownKeys(axes: readonly BreakdownAxis[], code: string): string[] {
  return axes
    .filter((axis) => axis.code === code)
    .flatMap(({ groups }) => groups.map((group) => `${code}:${group.code}`))
}

/** 'size:above' -> '规上企业'; '' -> ''; a key of another catalogue comes back as it is. */
export function breakdownName(axes: readonly BreakdownAxis[], key: string): string {
  const [axis, group] = key.split(':')
  const groups = axes.find(({ code }) => code === axis)?.groups ?? []
  return groups.find(({ code }) => code === group)?.name ?? key
}

/** '参加基本医疗保险的产业工人数（规上企业）': an item in one of its groups, by its key; the item's name alone for ''. */
export function nameInGroup(axes: readonly BreakdownAxis[], name: string, key: string): string {
  return key === '' ? name : `${name}（${breakdownName(axes, key)}）`
}

/** A change that wants a reason: 'percent' of the value before, 'pp' percentage points, 'absolute' in the own unit. */
export const SoftChange = strictObject({
  kind: Type.Enum(['percent', 'pp', 'absolute']),
  value: Type.Number({ exclusiveMinimum: 0 }),
})
export type SoftChange = Static<typeof SoftChange>

/** Null: no limit on that side. Outside hard is wrong; outside soft wants an explanation. In the thing's own unit. */
export const Limits = strictObject({
  hardMin: nullable(Type.Number()),
  hardMax: nullable(Type.Number()),
  softMin: nullable(Type.Number()),
  softMax: nullable(Type.Number()),
  softChange: nullable(SoftChange),
})
export type Limits = Static<typeof Limits>

/** The JSON column data_item.axes: by what, for whom and when an item is entered. */
export const ItemAxes = strictObject({
  /** Breakdown axes; each group of each axis is one more cell per unit. */
  breakdowns: Type.Array(AxisCode, { uniqueItems: true }),
  /** 'units': every reporting unit; 'unitsAndCity': also a city total of its own (decision 9); 'none': made by the system. */
  enteredFor: Type.Enum(['units', 'unitsAndCity', 'none']),
  /** The quarters in which it is asked: [1,2,3,4], [2,4], [4] … */
  dueQuarters: Type.Array(Type.Integer({ minimum: 1, maximum: 4 }), { minItems: 1 }),
  /** For 'none': what the system counts of a unit's own forms, those due, those on time, those accepted without return. */
  countsForms: Type.Optional(Type.Enum(['due', 'onTime', 'clean'])),
  /** For 'none': what the records of a register amount to, which is asked on no form. */
  countsRecords: Type.Optional(Type.Literal(true)),
})
export type ItemAxes = Static<typeof ItemAxes>

/** True when the item is asked for in this quarter. */
export function isDueIn(axes: Pick<ItemAxes, 'dueQuarters'>, period: Period): boolean {
  return axes.dueQuarters.includes(quarterOf(period))
}

export const ItemSeed = strictObject({
  code: ItemCodeText,
  name: Name,
  nameEn: Name,
  /** 口径: what is counted, as of when, from which record. */
  definition: Type.String({ minLength: 1, maxLength: 2000 }),
  unit: Name,
  decimals: Type.Integer({ minimum: 0, maximum: 4 }),
  periodKind: Type.Enum([...periodKinds]),
  dimension: DimensionSchema,
  ownerDepartment: Code,
  axes: ItemAxes,
  limits: Limits,
  /** The total of which this is a part (其中项). */
  parentItem: nullable(ItemCodeText),
  isDistinctPeople: Type.Boolean(),
})
export type ItemSeed = Static<typeof ItemSeed>

const Term = strictObject({ item: ItemCodeText, coefficient: Type.Number() })
const Terms = Type.Array(Term, { minItems: 1 })
const Multiplier = Type.Number({ exclusiveMinimum: 0 })

/** The formula of @cg/domain/indicator, as it stands in files. */
export const FormulaSchema = Type.Union([
  strictObject({ kind: Type.Literal('sum'), terms: Terms, multiplier: Multiplier }),
  strictObject({
    kind: Type.Enum(['quotient', 'pooled']),
    numerator: Terms,
    denominator: Terms,
    multiplier: Multiplier,
  }),
  strictObject({
    kind: Type.Literal('weightedMean'),
    numerator: Terms,
    /** None: each unit's figure is the numerator itself. */
    denominator: Type.Array(Term),
    weight: ItemCodeText,
    multiplier: Multiplier,
  }),
  strictObject({ kind: Type.Literal('unitMean'), item: ItemCodeText, weight: nullable(ItemCodeText) }),
  strictObject({
    kind: Type.Literal('areaRatio'),
    item: ItemCodeText,
    numerator: AreaTypeSchema,
    denominator: AreaTypeSchema,
    multiplier: Multiplier,
  }),
  strictObject({
    kind: Type.Literal('areaGap'),
    indicator: IndicatorCodeText,
    minuend: AreaTypeSchema,
    subtrahend: AreaTypeSchema,
  }),
  strictObject({
    kind: Type.Literal('derived'),
    numerator: IndicatorCodeText,
    denominator: IndicatorCodeText,
    multiplier: Multiplier,
  }),
])

const indicatorBody = {
  nameEn: Name,
  formula: FormulaSchema,
  unit: Name,
  decimals: Type.Integer({ minimum: 0, maximum: 4 }),
  direction: Type.Enum([...directions]),
  periodKind: Type.Enum([...indicatorPeriodKinds]),
  frequency: Type.Enum([...frequencies]),
  /** How FLOW_Q items enter: 'ytd' sums the year so far (decision 10). */
  flowForm: Type.Optional(Type.Enum(['quarter', 'ytd'])),
  /** The numerator of a % may be larger than the denominator. */
  mayExceed: Type.Optional(Type.Boolean()),
  mayBeNegative: Type.Optional(Type.Boolean()),
  /** Only for the city as a whole, not for units. */
  isCityOnly: Type.Boolean(),
  /** Axes by which the city value is also computed. */
  breakdowns: Type.Array(AxisCode, { uniqueItems: true }),
  leadDepartment: Code,
  limits: Limits,
  isAssessed: Type.Boolean(),
  /** Points in the demo scheme; 0 when not assessed. */
  weight: Type.Number({ minimum: 0 }),
  /** What the source document says of a base and a target; numbers stand in `baseline` and `target`. */
  baselineNote: Text,
  targetNote: Text,
  /** 'speech': named in the source document; 'added': a proposal of the project. */
  origin: Type.Enum(['speech', 'added']),
  /** The sentence it comes from. */
  source: Text,
  note: Text,
  /** Why this definition took the place of the one before, one sentence without its full stop. */
  changeReason: Type.Optional(Text),
} as const

/** An indicator's name in two parts: '中小微企业' and '思政工作联络员覆盖率'. */
export const IndicatorPhrase = strictObject({
  /** Whose figure it is, as the name says; '' where it says nobody's. */
  subject: Type.String({ maxLength: 120 }),
  /** The rest of the name, which can follow another name that says whose it is. */
  measure: Name,
})
export type IndicatorPhrase = Static<typeof IndicatorPhrase>

/** The JSON column indicator_version.body. */
export const IndicatorBody = strictObject(indicatorBody)
export type IndicatorBody = Static<typeof IndicatorBody>

export const IndicatorSeed = strictObject({
  code: IndicatorCodeText,
  dimension: DimensionSchema,
  /** First quarter in which this definition holds. */
  validFrom: PeriodCode,
  name: Name,
  /** 口径, one to three sentences. */
  definition: Type.String({ minLength: 1, maxLength: 2000 }),
  /** Words only: no version of the definition. Left out: the name says nobody's and can follow any other. */
  phrase: Type.Optional(IndicatorPhrase),
  ...indicatorBody,
})
export type IndicatorSeed = Static<typeof IndicatorSeed>

export const DepartmentSeed = strictObject({
  code: Code,
  name: Name,
  nameEn: Name,
  role: Type.Enum(['coordinator', 'member', 'participant']),
})
export type DepartmentSeed = Static<typeof DepartmentSeed>

/** A form (decision 13). `items` names items; every breakdown of an item's axes stands on the same form. */
export const FormSeed = strictObject({
  code: Code,
  name: Name,
  dimension: DimensionSchema,
  /** 'department': one return over all units; 'unit': one return by each unit, checked by the department. */
  filledBy: Type.Enum(['department', 'unit']),
  departmentCode: Code,
  issuer: Name,
  tableNo: nullable(Name),
  approvalNo: nullable(Name),
  validUntil: nullable(DayText),
  items: Type.Array(ItemCodeText, { minItems: 1 }),
})
export type FormSeed = Static<typeof FormSeed>

/** The JSON column rule.body. */
export const RuleBodySchema = Type.Unsafe<RuleBody>(Type.Object({ kind: Type.String() }))

/** A rule as data: RuleDefinition of @cg/domain/rule. The body's own fields are checked when the rule is compiled. */
export const RuleSeed = strictObject({
  code: Type.String({ pattern: '^R\\d{2}[a-z]?$' }),
  /** Its number in the catalogue: R06 for R06a and R06b. */
  family: Type.String({ pattern: '^R\\d{2}$' }),
  severity: Type.Enum([...ruleSeverities]),
  scope: Type.Enum([...ruleScopes]),
  title: Name,
  active: Type.Boolean(),
  /** Why a listed rule does not run; null while it runs. */
  inactiveReason: nullable(Text),
  body: RuleBodySchema,
})
export type RuleSeed = Static<typeof RuleSeed>

/** The plain composite (decision 12). The full engine adds kinds, not fields of its own making. */
export const SchemeBody = strictObject({
  method: Type.Literal('target_ratio'),
  /** Attainment above this share of the target earns no more points. */
  cap: Type.Number({ exclusiveMinimum: 0 }),
  missing: strictObject({
    not_reported: Type.Enum(['zero', 'redistribute']),
    not_applicable: Type.Enum(['zero', 'redistribute', 'full']),
    /** Below this share of reported weight a unit is not ranked. */
    minimumWeightShare: Type.Number({ minimum: 0, maximum: 1 }),
  }),
  decimals: Type.Integer({ minimum: 0, maximum: 4 }),
  parts: Type.Array(strictObject({ indicator: IndicatorCodeText, weight: Type.Number({ exclusiveMinimum: 0 }) }), {
    minItems: 1,
  }),
  /** What an accepted matter of a kind adds or takes. */
  matters: Type.Optional(
    Type.Array(
      strictObject({
        kind: MatterCode,
        effect: Type.Enum(['bonus', 'deduction']),
        perUnit: Type.Number({ exclusiveMinimum: 0, maximum: 1000 }),
        cap: Type.Number({ exclusiveMinimum: 0, maximum: 1000 }),
      }),
      { maxItems: 20 },
    ),
  ),
})
export type SchemeBody = Static<typeof SchemeBody>

export const SchemeSeed = strictObject({
  code: Code,
  version: Type.Integer({ minimum: 1 }),
  year: Type.Integer(),
  name: Name,
  note: Text,
  body: SchemeBody,
})
export type SchemeSeed = Static<typeof SchemeSeed>

export const unitKinds = ['city', 'district', 'county', 'county_city', 'zone', 'town', 'enterprise'] as const

export const UnitSeed = strictObject({
  code: UnitCodeText,
  name: Name,
  shortName: Name,
  kind: Type.Enum([...unitKinds]),
  parent: nullable(UnitCodeText),
  areaType: nullable(AreaTypeSchema),
  assessmentGroup: nullable(Name),
  /** False for a zone that lies inside its parent and whose figures are in the parent's already. */
  countsInParent: Type.Boolean(),
  protocolOrder: Type.Integer({ minimum: 0 }),
  tileRow: nullable(Type.Integer({ minimum: 1 })),
  tileColumn: nullable(Type.Integer({ minimum: 1 })),
  validFrom: PeriodCode,
  validTo: nullable(PeriodCode),
})
export type UnitSeed = Static<typeof UnitSeed>

/** What is said of a unit's industrial base from a quarter on, until something else is said. */
export const BaseSeed = strictObject({
  unit: UnitCodeText,
  /** Null: from here on it is neither. */
  base: nullable(IndustrialBaseSchema),
  validFrom: PeriodCode,
  /** The paper that it rests on. */
  source: Name,
})
export type BaseSeed = Static<typeof BaseSeed>

export const UserSeed = strictObject({
  login: Type.String({ pattern: '^[A-Za-z0-9._-]{2,64}$' }),
  name: Name,
  password: Type.String({ minLength: 8, maxLength: 256 }),
  /** For the sign-in page of the demo: '填报人（市人社局）'; null keeps the account off that list. */
  label: nullable(Name),
  grants: Type.Array(strictObject({ role: RoleSchema, department: nullable(Code), unit: nullable(Code) }), {
    minItems: 1,
  }),
})
export type UserSeed = Static<typeof UserSeed>

export const BaselineSeed = strictObject({
  indicator: IndicatorCodeText,
  unit: UnitCodeText,
  period: PeriodCode,
  value: Type.Number(),
  source: Name,
})
export type BaselineSeed = Static<typeof BaselineSeed>

export const TargetSeed = strictObject({
  indicator: IndicatorCodeText,
  unit: UnitCodeText,
  year: Type.Integer({ minimum: 2000, maximum: 2199 }),
  value: Type.Number(),
  source: Name,
})
export type TargetSeed = Static<typeof TargetSeed>

export const PeriodSeed = strictObject({
  code: PeriodCode,
  /** ISO times, UTC. */
  opensAt: Type.String(),
  dueAt: Type.String(),
  closesAt: Type.String(),
  state: Type.Enum(['planned', 'open', 'closed']),
})
export type PeriodSeed = Static<typeof PeriodSeed>

const Codes = <S extends TSchema>(code: S) => Type.Array(code, { uniqueItems: true })

/** Two indicators of one thing for two kinds of people or firms, whose gap is watched. */
export const GapPair = strictObject({
  /** The comparison as printed: '规上—中小微'. */
  name: Name,
  high: IndicatorCodeText,
  low: IndicatorCodeText,
  highName: Name,
  lowName: Name,
})
export type GapPair = Static<typeof GapPair>

/** Two groups of one breakdown of an indicator, whose gap is watched where the indicator is broken down by that axis. */
export const GroupGap = strictObject({
  /** The comparison as printed: '规上—中小微'. */
  name: Name,
  axis: AxisCode,
  /** Groups of the axis: above, msme. */
  high: AxisCode,
  low: AxisCode,
  highName: Name,
  lowName: Name,
})
export type GroupGap = Static<typeof GroupGap>

/**
 * Kinds of worker whose own figure some indicators give beside everybody's. A group is part of everybody; groups may
 * overlap each other and need not add up.
 */
export const WorkerGroups = strictObject({
  /** By what the figures stand apart, as a panel is called: 人群. */
  name: Name,
  /** What sentences call everybody, and for short: 全体产业工人, 全体. */
  whole: Name,
  wholeShort: Name,
  /** In the order in which they are shown. */
  groups: Type.Array(strictObject({ code: AxisCode, name: Name })),
  /** The indicator `part` is the same measure as `whole`, of the workers of one group alone. */
  measures: Type.Array(strictObject({ group: AxisCode, whole: IndicatorCodeText, part: IndicatorCodeText })),
})
export type WorkerGroups = Static<typeof WorkerGroups>

/** A resource that should follow a need, by the indicators that count both in every unit. */
export const ResourcePair = strictObject({
  resource: IndicatorCodeText,
  need: IndicatorCodeText,
  /** As sentences name them: 技能培训场次, 产业工人. */
  resourceName: Name,
  needName: Name,
})
export type ResourcePair = Static<typeof ResourcePair>

/** One row of the swarm of units: a kind of enterprise and the indicator that says how far it is. */
export const SwarmRow = strictObject({ name: Name, indicator: IndicatorCodeText })
export type SwarmRow = Static<typeof SwarmRow>

/** What the city calls its kinds of area, as sentences, pictures and files print them. */
export const AreaNamesSchema = strictObject({ centre: Name, suburb: Name, remote: Name })
export const IndustrialBaseNamesSchema = strictObject({ pair: Name, strong: Name, weak: Name })

/**
 * A kind of matter that a department enters of a unit with evidence; what it does to a score stands in the scheme.
 * `counts`: those of the quarter, or of the year up to its end.
 */
export const MatterKind = strictObject({
  code: MatterCode,
  name: Name,
  definition: Type.String({ minLength: 1, maxLength: 400 }),
  department: Type.String({ pattern: '^[A-Z0-9_]{1,20}$' }),
  counts: Type.Enum(['quarter', 'year']),
})
export type MatterKind = Static<typeof MatterKind>

const FieldCode = Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,29}$' })

/** One column of a register. */
export const RegisterFieldSeed = strictObject({
  code: FieldCode,
  name: Name,
  type: Type.Enum(['text', 'number', 'date', 'choice']),
  isRequired: Type.Boolean(),
  choices: Type.Optional(Type.Array(Name, { minItems: 2, maxItems: 40 })),
  unit: Type.Optional(Name),
  decimals: Type.Optional(Type.Integer({ minimum: 0, maximum: 4 })),
})

/** What the things listed are beside all others: their share of a city's figure, and their indicators beside another's. */
const RegisterBeside = strictObject({
  /** The sum of a number over the records that count for an item, as a part of an indicator's city figure. */
  shares: Type.Array(
    strictObject({
      item: ItemCodeText,
      field: FieldCode,
      indicator: IndicatorCodeText,
      /** In what the two differ. */
      note: Type.String({ minLength: 2, maxLength: 100 }),
    }),
  ),
  pairs: Type.Array(strictObject({ own: IndicatorCodeText, other: IndicatorCodeText })),
  /** What cannot be laid beside each other, and why. */
  note: Type.String({ minLength: 2, maxLength: 200 }),
})

/** A kind of 台账: what a record of it holds, what makes it count, and which items its records amount to. */
export const RegisterKind = strictObject({
  code: MatterCode,
  name: Name,
  /** What a record needs to count, for who enters and who reviews it. */
  definition: Type.String({ minLength: 1, maxLength: 400 }),
  department: Type.String({ pattern: '^[A-Z0-9_]{1,20}$' }),
  fields: Type.Array(RegisterFieldSeed, { minItems: 2, maxItems: 20 }),
  title: FieldCode,
  day: FieldCode,
  until: Type.Optional(FieldCode),
  /** The file that proves a record; a required one is asked for before the record counts. */
  proof: Type.Optional(strictObject({ name: Name, isRequired: Type.Boolean() })),
  /** Its records name persons: who reads figures alone is not shown them. */
  isNamed: Type.Boolean(),
  feeds: Type.Array(
    strictObject({
      item: ItemCodeText,
      measure: FieldCode,
      span: Type.Enum(['total', 'year', 'quarter']),
      only: Type.Optional(strictObject({ field: FieldCode, among: Type.Array(Name, { minItems: 1 }) })),
      also: Type.Optional(
        Type.Array(strictObject({ field: FieldCode, among: Type.Optional(Type.Array(Name, { minItems: 1 })) }), {
          minItems: 1,
        }),
      ),
    }),
  ),
  /** What the records that count for an item say from … to. */
  ranges: Type.Optional(
    Type.Array(strictObject({ item: ItemCodeText, name: Name, low: FieldCode, high: FieldCode }), { minItems: 1 }),
  ),
  beside: Type.Optional(RegisterBeside),
})
export type RegisterKind = Static<typeof RegisterKind>

const DepartmentCode = Type.String({ pattern: '^[A-Z0-9_]{1,20}$' })
const Origin = Type.Enum([...planOrigins])

/** 措施 of a key task. */
export const MeasureSeed = strictObject({
  name: Type.String({ minLength: 2, maxLength: 100 }),
  lead: DepartmentCode,
  assists: Type.Array(DepartmentCode, { maxItems: 12, uniqueItems: true }),
  /** What proves that it is done. */
  evidence: Type.String({ minLength: 2, maxLength: 200 }),
  origin: Origin,
  source: Type.String({ maxLength: 400 }),
  milestones: Type.Array(
    strictObject({
      code: Type.String({ pattern: '^[a-z][a-z0-9]{0,7}$' }),
      name: Type.String({ minLength: 2, maxLength: 100 }),
      dueOn: DayText,
      isByUnit: Type.Boolean(),
    }),
    { maxItems: 20 },
  ),
})

/** 重点任务 with its measures. */
const KeyTaskSeed = strictObject({
  code: Type.String({ pattern: '^T[0-9]{1,2}$' }),
  name: Type.String({ minLength: 2, maxLength: 60 }),
  origin: Origin,
  source: Type.String({ maxLength: 400 }),
  measures: Type.Array(MeasureSeed, { minItems: 1, maxItems: 30 }),
})

/** The plan: its tasks, and the items that count what of it is due and what was done in time. */
export const KeyPlanSeed = strictObject({
  name: Type.String({ minLength: 2, maxLength: 80 }),
  due: ItemCodeText,
  done: ItemCodeText,
  tasks: Type.Array(KeyTaskSeed, { minItems: 1, maxItems: 20 }),
})

/** Which things of a catalogue play which part: what the product would otherwise have to know by their codes. */
export const CatalogueGuide = strictObject({
  /** The indicator that counts the people whom all figures are about; null: alerts are not weighed by people. */
  people: nullable(IndicatorCodeText),
  /** First cards of the cockpit, unless the installation sets its own (decision 30). */
  cards: Codes(IndicatorCodeText),
  /** By what inputs and indicators may be broken down. */
  axes: Type.Array(BreakdownAxis),
  areas: AreaNamesSchema,
  /** What sentences call units with a strong and with a weak industrial base, and pictures the comparison of both. */
  bases: IndustrialBaseNamesSchema,
  gapPairs: Type.Array(GapPair),
  /** Gaps between groups, for the indicators of the cockpit's cards. */
  groupGaps: Type.Array(GroupGap),
  /** Their gaps to everybody are watched as well. */
  workerGroups: WorkerGroups,
  resources: Type.Array(ResourcePair),
  /** Kinds of enterprise that are laid beside each other, one dot a unit. */
  swarm: Type.Array(SwarmRow),
  /** Units of measure that count people, and those that count enterprises: small counts of both point at someone. */
  peopleUnits: Codes(Name),
  firmUnits: Codes(Name),
  /** Items whose counts are announced with names by those who award them, so never withheld (decision 11). */
  announcedItems: Codes(ItemCodeText),
  /** Words of the catalogue's names in which no line may break. */
  unbroken: Codes(Type.String({ minLength: 2, maxLength: 12 })),
  /** 加减分事项: what departments enter of units with evidence. */
  matterKinds: Type.Array(MatterKind),
  /** 台账: the lists behind counts; a catalogue from before them has none. */
  registerKinds: Type.Optional(Type.Array(RegisterKind)),
  /** 重点任务 as the catalogue proposes them; what the office has taken over is its own and stands in tables. */
  keyPlan: Type.Optional(KeyPlanSeed),
})
export type CatalogueGuide = Static<typeof CatalogueGuide>

/** The guide as an installation keeps it. */
export type InstalledGuide = CatalogueGuide & { readonly phrases: Readonly<Record<string, IndicatorPhrase>> }

/** Everything that is the same in every city: what seeds/catalogue holds and `installCatalogue` writes. */
export const CatalogueSeed = strictObject({
  departments: Type.Array(DepartmentSeed),
  items: Type.Array(ItemSeed),
  indicators: Type.Array(IndicatorSeed),
  forms: Type.Array(FormSeed),
  rules: Type.Array(RuleSeed),
  schemes: Type.Array(SchemeSeed),
  guide: CatalogueGuide,
  /** 讲话对照: the statements of the speech; a catalogue from before them has none. */
  talk: Type.Optional(TalkSeed),
})
export type CatalogueSeed = Static<typeof CatalogueSeed>
