import { workerData } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import { connect } from './postgres/connection.ts'

export type HandQuestion =
  | { readonly text: string; readonly parameters: readonly unknown[] }
  | { readonly script: string }
export type HandAnswer = { readonly rows: readonly unknown[]; readonly changes: number } | { readonly error: string }

const { url, port, signal } = workerData as { url: string; port: MessagePort; signal: Int32Array }
const connection = connect(url)

async function answer(question: HandQuestion): Promise<HandAnswer> {
  try {
    if ('script' in question) {
      await (await connection).script(question.script)
      return { rows: [], changes: 0 }
    }
    const parameters = question.parameters.map((one) => (one instanceof Uint8Array ? Buffer.from(one) : one))
    return await (await connection).objects<Record<string, unknown>>(question.text, parameters)
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}

port.on('message', (question: HandQuestion) => {
  void answer(question).then((answered) => {
    port.postMessage(answered)
    Atomics.add(signal, 0, 1)
    Atomics.notify(signal, 0)
  })
})
