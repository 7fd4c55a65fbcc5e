import { evidenceKinds, maxEvidenceBytes } from './evidence.ts'
import { defineRoute } from './route.ts'
import { MilestoneCode, TaskBoard } from './task.ts'
import { Type } from './type.ts'

/* 重点任务: the files behind a report, or behind one of its milestones. */

export const mostFilesOfReport = 20

const ReportParams = Type.Object({ id: Type.Integer({ minimum: 1 }) })
const FileParams = Type.Object({ ...ReportParams.properties, file: Type.Integer({ minimum: 1 }) })
const path = '/api/v1/tasks/reports/:id/files'

export const attachToReport = defineRoute({
  method: 'POST',
  path,
  summary: 'Attach a file (multipart, field `file`) to a report that is not accepted, or to one of its milestones',
  access: 'signed-in',
  params: ReportParams,
  query: Type.Object({ milestone: Type.Optional(MilestoneCode) }),
  bodyLimit: maxEvidenceBytes + 64 * 1024,
  upload: { formats: evidenceKinds },
  reply: TaskBoard,
})

export const removeFromReport = defineRoute({
  method: 'DELETE',
  path: `${path}/:file`,
  summary: 'Take a file off a report that is not accepted; it stays in the trail',
  access: 'signed-in',
  params: FileParams,
  reply: TaskBoard,
})

export const getReportFile = defineRoute({
  method: 'GET',
  path: `${path}/:file`,
  summary: 'A file of a report, for those who see the report',
  access: 'signed-in',
  params: FileParams,
  reply: null,
  file: evidenceKinds,
})
