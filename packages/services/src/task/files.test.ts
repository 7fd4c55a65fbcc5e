import type { TaskBoard } from '@cg/contract/task'
import { must } from '@cg/domain/must'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { actorOf, openCity } from '../release/release.fixture.ts'
import type { TestCity } from '../release/release.fixture.ts'
import { attachToReport, readReportFile, removeFromReport, requireReporting } from './files.ts'
import { adoptPlan, renameTask } from './plan.ts'
import { decideTaskReport, reportTask } from './report.ts'

let city: TestCity
beforeEach(async () => {
  city = await openCity()
  await adoptPlan(city.as('reviewer'))
  const words = { period: '2026Q3', standing: 'on_track' as const, progress: '各区县已排定班次', evidence: '班次表格' }
  await reportTask(city.as('filler'), { id: 1, version: 0, ...words, completions: [] })
})
afterEach(() => city.close())

const file = (text: string, fileName = '班次表.pdf') => ({
  fileName,
  bytes: new TextEncoder().encode(`%PDF-1.7 ${text}`),
})
const attach = (text = '', fileName?: string, milestone?: string) =>
  attachToReport(city.as('filler'), { id: 1, milestone }, file(text, fileName))
const report = ({ tasks }: TaskBoard) => must(tasks[0]?.measures[0]?.reports[0])
const decide = (version: number, action: 'accept' | 'return') =>
  decideTaskReport(city.as('reviewer'), { id: 1, version, action, note: '请补' })

describe('files behind a report', () => {
  it('prove the report or one milestone, are read by who sees the report, and make who decides look again', async () => {
    await attach()
    const board = await attach('2', '名册.pdf', 'b')
    expect(report(board)).toMatchObject({
      version: 3,
      mayAttach: true,
      files: [
        { id: 1, milestone: null, name: '班次表.pdf', by: 'filler甲' },
        { id: 2, milestone: 'b', name: '名册.pdf' },
      ],
    })
    await expect(decide(1, 'accept')).rejects.toMatchObject({ code: 'stale' })
    for (const who of ['filler', 'reviewer', 'auditor'] as const)
      expect(await readReportFile(city.as(who), { id: 1, file: 2 })).toMatchObject({ mediaType: 'application/pdf' })
    await expect(readReportFile(city.as('leader'), { id: 1, file: 2 })).rejects.toMatchObject({ code: 'forbidden' })
    const grants = [{ role: 'filler' as const, department: null, unit: 'B' }]
    const district = { ...city.as('filler'), actor: { ...actorOf('filler'), grants } }
    await expect(readReportFile(district, { id: 1, file: 2 })).rejects.toMatchObject({ code: 'not_found' })
    await expect(attachToReport(district, { id: 1 }, file('3'))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(requireReporting(city.as('filler'), 9)).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('stay as they are once the report was accepted, and may be changed when it came back', async () => {
    await attach()
    expect(report(await decide(2, 'accept')).mayAttach).toBe(false)
    await expect(attach('2')).rejects.toThrow('这份进展已被采纳，佐证材料不能再改。')
    await decideTaskReport(city.as('reviewer'), { id: 1, version: 3, action: 'reopen', note: '换材料' })
    expect(report(await removeFromReport(city.as('filler'), { id: 1, file: 1 })).files).toEqual([])
    await expect(readReportFile(city.as('filler'), { id: 1, file: 1 })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('are refused in words: another kind of file, the same twice, a milestone that is not there', async () => {
    await expect(attach('', '班次表.exe')).rejects.toThrow('不能作为佐证')
    await attach()
    await expect(attach()).rejects.toThrow('这里已经有《班次表.pdf》。')
    await expect(attach('3', '其他.pdf', 'x')).rejects.toThrow('没有编号为 x 的节点')
  })
})

describe('what a task is called', () => {
  const rename = (version: number, name: string, reason = '会议议定') =>
    renameTask(city.as('reviewer'), { code: 'T1', version, name, reason })

  it('is changed by the office with a reason, and keeps what it was called', async () => {
    await expect(rename(1, '提升技能水平', ' ')).rejects.toThrow('请写明改动的原因。')
    await expect(rename(1, '技')).rejects.toThrow('任务名称至少写2个字。')
    await expect(rename(1, '提升技能')).rejects.toThrow('名称没有变化。')
    const board = await rename(1, '提升技能水平')
    expect(board.tasks[0]).toMatchObject({
      name: '提升技能水平',
      version: 2,
      changes: [{ by: 'reviewer甲', before: '提升技能', after: '提升技能水平', reason: '会议议定' }],
    })
    await expect(rename(1, '再改一次')).rejects.toMatchObject({ code: 'stale' })
    for (const who of ['filler', 'publisher', 'leader', 'admin'] as const)
      await expect(
        renameTask(city.as(who), { code: 'T1', version: 2, name: '改名', reason: '改' }),
      ).rejects.toMatchObject({ code: 'forbidden' })
  })
})
