import type { ChartModel } from '@cg/charts/model'
import { printedStampCode } from '@cg/domain/stamp-code'
import { encode } from 'uqr'

/** The light edge that a reader needs, in cells; four on paper, but the picture around is light too. */
const border = 2

/** The cells of the QR code of where the file is checked; of its code alone where the platform knows no address; undefined without a code. */
export function qrCells({ stamp }: Pick<ChartModel, 'stamp'>): readonly (readonly boolean[])[] | undefined {
  if (stamp === undefined) return undefined
  return encode(stamp.link ?? printedStampCode(stamp.code), { ecc: 'M', border }).data
}
