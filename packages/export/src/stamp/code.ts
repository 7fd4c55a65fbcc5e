import { createHash } from 'node:crypto'
import { stampCode } from '@cg/domain/stamp-code'

/**
 * The code of a file, known before its bytes are made: from all that it shows (its model holds the figures, the release's
 * number and the time of its making) and how it is asked for. The same link gives the same code. No key: a code opens
 * nothing, and one is valid only when the registry has it.
 */
export function codeOf(content: unknown): string {
  return stampCode(createHash('sha256').update(JSON.stringify(content)).digest('hex'))
}
