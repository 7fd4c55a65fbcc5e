import { correctionReasonNames } from '@cg/contract/publish'
import type { ReleaseHead } from '@cg/contract/release/head'
import { returnMark, submission } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { and, asc, eq, gte } from 'drizzle-orm'

/** Why a cell was reopened and who had to enter it anew. */
export type Reopening = { readonly why: string; readonly reporter: string }

/** By 'item|unit|breakdown' the cells reopened between two releases of a quarter, with the last reason of each. */
export async function reopenedCells(db: Db, from: ReleaseHead, to: ReleaseHead): Promise<Map<string, Reopening>> {
  const rows = await db
    .select({ mark: returnMark, reporter: submission.reporter })
    .from(returnMark)
    .innerJoin(submission, eq(submission.id, returnMark.submissionId))
    .where(and(eq(submission.period, to.period), gte(returnMark.at, from.publishedAt ?? from.preparedAt)))
    .orderBy(asc(returnMark.id))
  const until = to.publishedAt ?? to.preparedAt
  const names = new Map<string, string>(Object.entries(correctionReasonNames))
  return new Map(
    rows
      .filter(({ mark }) => mark.at <= until)
      .map(({ mark, reporter }) => [
        `${mark.itemCode}|${mark.unitCode}|${mark.breakdown}`,
        {
          why: [names.get(mark.reasonCode), mark.reason].filter((part) => part !== undefined && part !== '').join('：'),
          reporter,
        },
      ]),
  )
}
