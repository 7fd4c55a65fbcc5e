import { dayFault } from '../number/date-text.ts'
import { seenLine } from '../number/seen-text.ts'

/** Where the words of a task or measure come from: the speech, a proposal of the catalogue, or the office itself. */
export const planOrigins = ['speech', 'proposal', 'office'] as const
export type PlanOrigin = (typeof planOrigins)[number]

/** 节点: what is to be done by a day, by every district (`isByUnit`) or once for the city. */
export type Milestone = {
  readonly code: string
  readonly name: string
  /** 'YYYY-MM-DD' */
  readonly dueOn: string
  readonly isByUnit: boolean
}

/** 措施: what a department answers for, with those that assist it and what proves that it is done. */
export type MeasureBody = {
  readonly name: string
  readonly lead: string
  readonly assists: readonly string[]
  readonly evidence: string
  readonly origin: PlanOrigin
  /** The words of the speech, or why it was proposed. */
  readonly source: string
  readonly milestones: readonly Milestone[]
}

/** What is wrong with a measure, in words for who writes it; [] when nothing is. */
export function measureFaults(
  { name: called, lead, assists, evidence, milestones }: MeasureBody,
  departments: ReadonlySet<string>,
): readonly string[] {
  const isShort = (text: string) => seenLine(text).length < 2
  const codes = milestones.map(({ code }) => code)
  return [
    ...(isShort(called) ? ['措施至少写2个字'] : []),
    ...(isShort(evidence) ? ['佐证要求至少写2个字'] : []),
    ...(milestones.some(({ name }) => isShort(name)) ? ['节点名称至少写2个字'] : []),
    ...[lead, ...assists]
      .filter((code) => !departments.has(code))
      .map((code) => `没有代码为 ${code} 的部门，请从列表中选择`),
    ...(assists.includes(lead) ? ['牵头部门不必再列为配合部门'] : []),
    ...codes.filter((code, at) => codes.indexOf(code) !== at).map((code) => `节点编号 ${code} 重复`),
    ...milestones.flatMap(({ name, dueOn }) => {
      const fault = dayFault(dueOn)
      return fault === null ? [] : [`节点“${name}”的完成时限：${fault}`]
    }),
  ]
}
