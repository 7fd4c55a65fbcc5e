import type { Stamp } from '@cg/charts/model'
import { qrCells, qrPng, qrWords } from '../image/qr.ts'

/* The code by which a 通报 is known again, as a picture beside its last lines. */

/** The relation of its part, and the part's name. */
export const codeRelation = ['rStamp', 'image', 'media/cg-stamp.png'] as const

/** The code as PNG; undefined without one. */
export function codePng(stamp: Stamp | undefined): Uint8Array | undefined {
  const cells = qrCells({ stamp })
  return cells === undefined ? undefined : qrPng(cells)
}

/** 22 mm in English Metric Units, as in the PDF. */
const side = 22 * 36_000

const drawing = 'http://schemas.openxmlformats.org/drawingml/2006'

/** A run that draws the code at the right edge, the lines beside it. */
export const codeRunXml = `<w:r><w:drawing><wp:anchor xmlns:wp="${drawing}/wordprocessingDrawing" distT="0" distB="0" distL="114300" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:align>right</wp:align></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV><wp:extent cx="${side}" cy="${side}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapSquare wrapText="left"/><wp:docPr id="90001" name="${qrWords}" descr="${qrWords}"/><wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="${drawing}/main" noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic xmlns:a="${drawing}/main"><a:graphicData uri="${drawing}/picture"><pic:pic xmlns:pic="${drawing}/picture"><pic:nvPicPr><pic:cNvPr id="90001" name="${qrWords}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="${codeRelation[0]}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${side}" cy="${side}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>`
