import { rankedKinds } from '@cg/contract/unit-kind'
import type { EarlierDefinition } from '../../catalogue/read.ts'
import type { SaidUnder } from '@cg/contract/claims/value'
import { definitionIn } from '@cg/domain/claim/comparison'
import type { TalkSeed } from '@cg/contract/talk'
import type { YardstickFact } from '@cg/contract/release/fact'
import type { CatalogueGuide, IndicatorBody, IndicatorPhrase, ItemAxes, RegisterKind } from '@cg/contract/catalogue'
import { quotientRules } from '@cg/domain/figure/compute'
import type {
  IndicatorCode,
  IndicatorDefinition,
  ItemCode,
  ItemDefinition,
  PeriodKind,
  UnitDefinition,
} from '@cg/domain/indicator'
import type { Period } from '@cg/domain/period'
import type { RegisterShape, RegisterValues } from '@cg/domain/register/kind'
import type { SchemeBody } from '@cg/domain/score/scheme'
import type { LapseKind } from '@cg/domain/target/statement'
import type { FollowUpCause, FollowUpClosing, FollowUpKind } from '@cg/domain/task/follow-up'
import type { Milestone } from '@cg/domain/task/plan'
import type { Completion, TaskStanding } from '@cg/domain/task/progress'
import type { SuccessionKind } from '@cg/domain/unit-succession'

/*
 * Everything besides cells that a release was computed from, frozen with it: a target or a name changed later must
 * not change what was published, and the release can be rendered again from its own rows.
 */

export type BasisUnit = UnitDefinition & {
  readonly name: string
  readonly shortName: string
  readonly kind: 'city' | 'district' | 'county' | 'county_city' | 'zone' | 'town'
  readonly tileRow: number | null
  readonly tileColumn: number | null
  /** Its first quarter; left out where the unit is as old as the oldest release that this one builds on. */
  readonly since?: Period
}

/** A unit as it was in its last quarter. */
export type BasisPredecessor = Pick<BasisUnit, 'code' | 'name' | 'shortName' | 'areaType' | 'countsInParent'>

/** A merge or split since the oldest release that this one builds on. */
export type BasisSuccession = {
  readonly kind: SuccessionKind
  /** First quarter of the successors. */
  readonly from: Period
  readonly predecessors: readonly BasisPredecessor[]
  /** Codes. */
  readonly successors: readonly string[]
}

export type BasisItem = ItemDefinition & {
  readonly code: ItemCode
  readonly name: string
  readonly unit: string
  readonly decimals: number
  readonly periodKind: PeriodKind
  readonly ownerDepartment: string
  readonly breakdowns: readonly string[]
  /** The total of which it is a part (其中项). */
  readonly parent: ItemCode | null
  /** What the system counts of a unit's own forms; left out where people enter the item. */
  readonly countsForms?: NonNullable<ItemAxes['countsForms']>
  /** What the records of a register amount to; left out where people enter the item. */
  readonly countsRecords?: true
}

export type BasisIndicator = IndicatorDefinition &
  Pick<IndicatorBody, 'isCityOnly' | 'breakdowns' | 'leadDepartment' | 'isAssessed' | 'weight' | 'changeReason'> & {
    readonly code: IndicatorCode
    readonly name: string
    /** Whose figure it is and the rest of the name, for sentences that say whose it is themselves. */
    readonly phrase: IndicatorPhrase
    readonly dimension: string
    readonly definition: string
    readonly version: number
    readonly validFrom: Period
    /** First quarters of all later definitions up to this release's quarter. */
    readonly breaks: readonly Period[]
    /** What it meant before, oldest first; left out while it has one version. */
    readonly earlier?: readonly EarlierDefinition[]
  }

/** A year's targets by unit, in the order of `units`; null: no target. */
export type BasisTarget = {
  readonly year: number
  readonly values: readonly (number | null)[]
  /** The source of the city's target, or of the first one there is. */
  readonly source: string
}

export type BasisBaseline = {
  readonly periods: readonly (Period | null)[]
  readonly values: readonly (number | null)[]
}

export type BasisScheme = {
  readonly id: number
  readonly code: string
  readonly version: number
  readonly name: string
  readonly hash: string
  /** Without the items whose indicators are off. */
  readonly body: SchemeBody
  /** Names of the indicators that the scheme scores and the city does not use in the quarter. */
  readonly off?: readonly string[]
}

/** A matter that a department entered of a unit and the office accepted. */
export type BasisMatter = {
  readonly id: number
  readonly kind: string
  readonly unit: string
  readonly happenedOn: string
  readonly what: string
  readonly evidence: string
  readonly department: string
  readonly enteredBy: string
  readonly enteredAt: string
  readonly acceptedBy: string
  readonly acceptedAt: string
}

/** What a lead department stated of a late or missing figure of the quarter and other eyes accepted. */
export type BasisStatement = {
  readonly id: number
  readonly indicator: string
  readonly unit: string
  readonly department: string
  readonly kind: LapseKind
  readonly cause: string
  readonly measures: string
  readonly until: Period
  /** In the indicator's unit; null: only that it will be reported. */
  readonly value: number | null
  readonly writtenBy: string
  readonly writtenAt: string
  readonly acceptedBy: string
  readonly acceptedAt: string
}

/** A form that was due: accepted ones are in the release, the others count as 未报. */
export type BasisForm = {
  readonly form: string
  readonly formName: string
  readonly reporter: string
  readonly reporterName: string
  readonly department: string
  readonly filledBy: 'department' | 'unit'
  readonly state: 'on_time' | 'late' | 'missing'
  /** Accepted without having been returned. */
  readonly isClean: boolean
  /**
   * Of a missing one that nobody can be blamed for yet, when the release was prepared (or the quarter first published):
   * it was sent and is not decided, or it was not due. Left out of the others, and in releases from before it was told.
   */
  readonly open?: 'undecided' | 'not_due'
  /** With an extension; an instant. */
  readonly deadline: string
  readonly firstSubmittedAt: string | null
  /** Times that review returned it. */
  readonly returns: number
  /** Its cells that were changed after it was first accepted. */
  readonly revised: number
  /** 快报: the day by which its final figures are to come; left out for ordinary figures. */
  readonly finalBy?: string
}

/** A cell that a form asks each unit for, as 'item|breakdown'. */
export type BasisAsked = { readonly cell: string; readonly isForCity: boolean }

/** A form that some districts are not asked for (填报范围), each with the quarter since when. */
export type BasisExcused = {
  readonly form: string
  readonly filledBy: 'department' | 'unit'
  readonly formName: string
  /** All that is on it, whether the quarter asks for it or not. */
  readonly items: readonly string[]
  readonly units: readonly { readonly code: string; readonly since: Period }[]
}

/**
 * 台账: a register with the records that count by the quarter's end; of named persons no text. `feeds`: what the release
 * counts from them.
 */
export type BasisRegister = RegisterShape & {
  readonly code: string
  readonly name: string
  readonly definition: string
  readonly department: string
  /** The quarter from which on it fills the forms; left out where the departments type them. */
  readonly since?: string
  readonly isNamed: boolean
  readonly beside?: RegisterKind['beside']
  /** In order of date. */
  readonly records: readonly {
    readonly id: number
    readonly unit: string
    readonly day: string
    readonly values: RegisterValues
  }[]
}

/** A measure of the plan with what its lead department reported and other eyes accepted. */
export type BasisMeasure = {
  readonly id: number
  readonly name: string
  readonly lead: string
  readonly assists: readonly string[]
  readonly milestones: readonly Milestone[]
  /** Up to the quarter's end. */
  readonly completions: readonly Completion[]
  /** The newest of this quarter or an earlier one; null: none was accepted. */
  readonly report: {
    readonly period: Period
    readonly standing: TaskStanding
    readonly progress: string
    readonly evidence: string
  } | null
}

/** 重点任务 as they stood in the quarter. */
export type BasisPlan = {
  readonly name: string
  /** The items whose cells they fill, and since when; left out where these are typed. */
  readonly counts?: { readonly since: Period; readonly items: readonly ItemCode[] }
  readonly tasks: readonly {
    readonly code: string
    readonly name: string
    readonly measures: readonly BasisMeasure[]
  }[]
}

/** 督办 as it stood when the release was prepared: open, or closed since the quarter began. */
export type BasisFollowUps = {
  readonly asOf: string
  readonly items: readonly {
    readonly id: number
    readonly kind: FollowUpKind
    readonly cause: FollowUpCause
    /** One of the two. */
    readonly department: string | null
    readonly unit: string | null
    readonly requirement: string
    readonly dueOn: string
    readonly openedOn: string
    /** null: it is open. */
    readonly closed: { readonly on: string; readonly closing: FollowUpClosing } | null
  }[]
}

export type BasisQuality = { readonly revisions: number; readonly explanations: number }

export type ReleaseBasis = {
  readonly format: 1
  readonly period: Period
  readonly cityName: string
  readonly isDemo: boolean
  /** The city first, then all units in protocol order; towns too. */
  readonly units: readonly BasisUnit[]
  /** Oldest first; left out where there are none. */
  readonly successions?: readonly BasisSuccession[]
  /** Names by code. */
  readonly departments: Readonly<Record<string, string>>
  /** Their codes as the city orders them; left out in releases from before the order was frozen. */
  readonly departmentOrder?: readonly string[]
  /** Name of the department that leads the reform and answers for the composite score. */
  readonly coordinator: string
  readonly items: readonly BasisItem[]
  /** In catalogue order. */
  readonly indicators: readonly BasisIndicator[]
  readonly targets: Readonly<Record<string, readonly BasisTarget[]>>
  readonly baselines: Readonly<Record<string, BasisBaseline>>
  /** By indicator: figures from outside that were loaded and not withdrawn, up to this quarter, oldest first. */
  readonly yardsticks: Readonly<Record<string, readonly YardstickFact[]>>
  readonly scheme: BasisScheme | null
  /** Accepted matters of the year up to the quarter's end, in order of date. */
  readonly matters: readonly BasisMatter[]
  /** Accepted statements about figures of the quarter, by indicator and unit. */
  readonly statements: readonly BasisStatement[]
  /** Left out where there are none. */
  readonly registers?: readonly BasisRegister[]
  /** Left out where no plan was taken over. */
  readonly plan?: BasisPlan
  /** Left out where nothing is followed up. */
  readonly followUps?: BasisFollowUps
  readonly forms: readonly BasisForm[]
  /** What each form asked for in this quarter. */
  readonly asked: Readonly<Record<string, readonly BasisAsked[]>>
  /** Of the forms that not everybody is asked for; left out where there are none. */
  readonly excused?: readonly BasisExcused[]
  /** By item: corrections of a first entry, and explanations given for it. */
  readonly quality: Readonly<Record<string, BasisQuality>>
  /** The newest release of each earlier quarter, oldest first. */
  readonly bases: readonly { readonly period: Period; readonly code: string; readonly hash: string }[]
  /** The release of the same quarter that this one corrects. */
  readonly corrects: { readonly code: string; readonly hash: string } | null
  readonly smallCellLimit: number
  /** Least share of the denominator behind a verdict on the city (decision 33). */
  readonly coverageLimit: number
  readonly smallCellExempt: readonly string[]
  /** First cards of the cockpit. */
  readonly cards: readonly string[]
  /**
   * The statements of the speech as the catalogue had them: a newer list must not change what a published page counts. Left
   * out where the catalogue names none, and of releases from before they were frozen.
   */
  readonly talk?: TalkSeed
  /** Which things of the catalogue play which part. */
  readonly guide: Pick<
    CatalogueGuide,
    | 'people'
    | 'axes'
    | 'areas'
    | 'bases'
    | 'gapPairs'
    | 'groupGaps'
    | 'workerGroups'
    | 'resources'
    | 'swarm'
    | 'peopleUnits'
    | 'firmUnits'
    | 'unbroken'
    | 'matterKinds'
  >
}

/** Under what claims are made from this basis. */
export function saidUnder({ coverageLimit, guide }: ReleaseBasis): SaidUnder {
  return { coverageLimit, areas: guide.areas }
}

/** True for a unit of measure that counts people or enterprises, so that a count of one or two points at someone. */
export function countsSomeone({ guide }: ReleaseBasis, unit: string): boolean {
  return guide.peopleUnits.includes(unit) || guide.firmUnits.includes(unit)
}

/** Whether a figure can fall below 0: growth and differences can, sums and ratios of sums only of items that can. */
export function canBeNegative({ items }: ReleaseBasis, indicator: BasisIndicator): boolean {
  const { formula, mayBeNegative } = indicator
  const isSigned = (item: string): boolean => items.find(({ code }) => code === item)?.mayBeNegative === true
  if (formula.kind === 'areaRatio') return mayBeNegative ?? isSigned(formula.item)
  if (formula.kind !== 'sum') return quotientRules(indicator).signed
  return mayBeNegative ?? formula.terms.some(({ item, coefficient }) => coefficient < 0 || isSigned(item))
}

/** Whether figures of two quarters stand under one definition. */
export function isDefinedAlike({ breaks }: BasisIndicator, then: string, now: string): boolean {
  return definitionIn(breaks, then) === definitionIn(breaks, now)
}

/** The city's own position in `units`. */
export const cityAt = 0

/** The units that are ranked, as positions in `units`, in protocol order: not the city, not its towns. */
export function rankedUnits(basis: ReleaseBasis): number[] {
  return basis.units.flatMap((unit, at) => (rankedKinds.has(unit.kind) ? [at] : []))
}

/** Half-yearly, yearly and survey figures are carried for at most two years (decision 10). */
export const carryQuarters = 8
