import { distanceWords, printedOrder } from '../number/difference.ts'
import type { NumberFormat } from '../number/number-format.ts'
import { formatPeriod, formatProse, isRelativeUnit } from '../number/number-format.ts'
import type { Period } from '../period.ts'
import { observedLead } from './words.ts'

declare const checked: unique symbol

/** The city's figure beside one from outside. */
export type YardstickClaim = {
  readonly kind: 'yardstick'
  /** 全市集体合同签订率 */
  readonly subject: string
  readonly value: number
  /** 全省平均 */
  readonly name: string
  readonly yard: number
  readonly direction: 'higher' | 'lower' | 'neutral'
  readonly format: NumberFormat
  /** Decimals that the outside figure was published with, at most those of the indicator: both are held apart by these. */
  readonly decimals: number
  /** The quarter of the outside figure, where the city's is of another: the two are then not held against each other. */
  readonly apart: Period | null
  /** The earlier quarter that the city's figure is carried from. */
  readonly observed: Period | null
  readonly [checked]?: true
}

export type YardstickFacts = Omit<YardstickClaim, 'kind' | 'apart' | 'value'> & {
  /** Null where the city has no figure of all its units. */
  readonly value: number | null
  readonly period: Period
  readonly yardPeriod: Period
}

/** Null without a whole figure of the city, and for what is counted: a province's total is no yardstick for a city's. */
export function claimYardstick({ value, period, yardPeriod, ...facts }: YardstickFacts): YardstickClaim | null {
  if (value === null || !isRelativeUnit(facts.format.unit)) return null
  const own = facts.observed ?? period
  return { kind: 'yardstick', ...facts, value, apart: own === yardPeriod ? null : yardPeriod }
}

/**
 * 全市集体合同签订率高于全省平均1.2个百分点 · 全市集体合同签订率与全省平均持平 · 全市职代会建制率高于全国平均约2个百分点 ·
 * 全省平均为89.0%（2025年第四季度），与全市集体合同签订率不是同一期，不作高低比较
 */
export function yardstickWords(claim: YardstickClaim): string {
  const { subject, value, name, yard, direction, format, decimals, apart, observed } = claim
  const asPublished = { unit: format.unit, decimals }
  if (apart !== null) {
    return `${name}为${formatProse(yard, asPublished)}（${formatPeriod(apart)}），与${subject}不是同一期，不作高低比较`
  }
  const isRough = decimals < format.decimals
  const order = printedOrder(value, yard, decimals)
  if (order === 0) return `${observedLead(observed)}${subject}与${name}${isRough ? '大体' : ''}持平`
  const side = order > 0 ? '高于' : '低于'
  const better = direction === 'lower' ? '（该指标数值越低越好）' : ''
  return `${observedLead(observed)}${subject}${side}${name}${isRough ? '约' : ''}${distanceWords(value, yard, asPublished)}${better}`
}
