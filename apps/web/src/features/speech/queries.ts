import { checkSpeech, exportSpeech, readSpeech } from '@cg/contract/speech'
import type { SpeechChange } from '@cg/contract/speech'
import { call, callFile, callUpload } from '../../lib/api.ts'

export const check = (code: string, text: string) => call(checkSpeech, { params: { code }, body: { text } })

export async function readFile(code: string, file: File): Promise<string> {
  const form = new FormData()
  form.append('file', file)
  return (await callUpload(readSpeech, { params: { code } }, form)).text
}

export const takeFile = (code: string, body: { text: string; changes: SpeechChange[] }) =>
  callFile(exportSpeech, { params: { code }, body })
