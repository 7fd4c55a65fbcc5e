import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Draft } from '../../shared/use-draft.ts'
import { check, readFile } from './queries.ts'
import { mayReplace, replaceIn } from './replace.ts'
import type { Checked } from './replace.ts'

/** The draft as it was checked, and everything that was put in since, to be taken back step by step. */
export function useCheck(code: string, draft: Draft<string>) {
  const [steps, setSteps] = useState<readonly Checked[]>([])
  const checked = steps.at(-1) ?? null
  const checking = useMutation({
    mutationFn: (text: string) => check(code, text),
    onSuccess: ({ findings }, text) =>
      setSteps([{ text, findings: findings.map((finding) => ({ ...finding, wasText: null })) }]),
  })
  const reading = useMutation({
    mutationFn: (file: File) => readFile(code, file),
    onSuccess: (text) => {
      draft.put(text)
      checking.mutate(text)
    },
  })
  const show = (next: readonly Checked[]) => {
    setSteps(next)
    draft.put(next.at(-1)?.text ?? draft.value)
  }
  const step = (next: Checked) => show([...steps, next])
  return {
    checked,
    isBusy: checking.isPending,
    isReading: reading.isPending,
    error: (reading.error ?? checking.error)?.message ?? null,
    first: steps[0] ?? null,
    mayUndo: steps.length > 1,
    sure: checked?.findings.filter((one) => one.isSure && mayReplace(one)).length ?? 0,
    check: (text: string) => {
      reading.reset()
      checking.mutate(text)
    },
    upload: (file: File) => reading.mutate(file),
    /** What was typed is no longer what was checked. */
    type: (text: string) => {
      setSteps([])
      draft.put(text)
    },
    replace: (at: number) => checked !== null && step(replaceIn(checked, (_, one) => one === at)),
    replaceSure: () => checked !== null && step(replaceIn(checked, ({ isSure }) => isSure)),
    undo: () => show(steps.slice(0, -1)),
  }
}
export type Desk = ReturnType<typeof useCheck>
