import type { Stamp } from '@cg/charts/model'
import type { BulletinLayout, BulletinModel } from '@cg/contract/bulletin'
import type { BulletinFormat } from '@cg/contract/bulletin-choices'
import { mediaTypes } from '@cg/contract/media'
import { joinedFileName } from '../file-name.ts'
import type { RenderedFile } from '../render.ts'
import { stamped } from '../stamp/stamped.ts'
import { renderBulletinDocx } from './docx.ts'
import { renderBulletinPdf } from './pdf.ts'
import { readTemplate } from './template.ts'

export type BulletinTask = {
  readonly model: BulletinModel
  readonly format: BulletinFormat
  readonly layout: BulletinLayout
  /** The office's .docx, in base64; null: the platform's own layout. A PDF has always that. */
  readonly template: string | null
  /** By what the file is known again; the model has its code already (`stampBulletin`). */
  readonly stamp?: Stamp | undefined
}

/** A 通报 as a file: the same model, format and layout always give the same bytes. Throws ChartRefusal where letters cannot be set. */
export async function renderBulletin({ model, format, layout, template, stamp }: BulletinTask): Promise<RenderedFile> {
  const paper = format === 'docx' && template !== null ? await readTemplate(Buffer.from(template, 'base64')) : null
  const bytes = await (format === 'docx'
    ? renderBulletinDocx(model, layout, paper, stamp)
    : renderBulletinPdf(model, layout, stamp))
  const fileName = joinedFileName(
    [model.period, '情况通报', model.watermark === null ? '' : '试看', model.release],
    format,
  )
  const { release, generatedAt } = model
  const made = await stamped(bytes, format, { stamp, file: { release }, generatedAt })
  return { ...made, mediaType: mediaTypes[format], fileName }
}
