import type { PackFormat, PackJob } from '@cg/contract/material/pack'
import type { Recipe } from '@cg/contract/material/recipe'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { saveFile } from '../../lib/clipboard.ts'
import { useToast } from '../../ui/toast.tsx'
import { makePack } from './queries.ts'

/** A material being made into a file: how far it is, and how to give it up. Leaving the page gives it up. */
export function usePack(code: string, recipe: Recipe) {
  const [job, setJob] = useState<PackJob | null>(null)
  const stop = useRef<AbortController | null>(null)
  const notify = useToast()
  useEffect(() => () => stop.current?.abort(), [])
  const making = useMutation({
    mutationFn: (format: PackFormat) => {
      stop.current = new AbortController()
      setJob(null)
      return makePack({ code, recipe, format, signal: stop.current.signal, onProgress: setJob })
    },
    onSuccess: ({ blob, name }) => {
      saveFile(blob, name)
      notify(`已下载 ${name}`)
    },
    onError: (error) => {
      if (isGivenUp(error)) notify('已取消生成。', 'info')
    },
  })
  return {
    job,
    format: making.variables,
    isBusy: making.isPending,
    error: making.error === null || isGivenUp(making.error) ? null : making.error,
    make: making.mutate,
    cancel: () => stop.current?.abort(),
  }
}

function isGivenUp(error: Error): boolean {
  return error.name === 'AbortError'
}
