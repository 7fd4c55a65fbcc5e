import { isRealDay } from '@cg/domain/number/date-text'

/** What is wrong with the words after `npm start --`, or undefined; their meaning is the server's. */
export function startProblem(args: readonly string[]): string | undefined {
  const wrong = args.find((arg) => arg !== '--empty' && !isAsOf(arg))
  if (wrong === undefined) return undefined
  return (
    `Unknown option ${wrong}. Allowed: --empty, --as-of=YYYY-MM-DD.\n` +
    `无法识别的参数 ${wrong}。可用参数：--empty（不装载演示数据）、--as-of=YYYY-MM-DD（演示数据截至的日期）。`
  )
}

function isAsOf(arg: string): boolean {
  const date = /^--as-of=(\d{4}-\d{2}-\d{2})$/.exec(arg)?.[1]
  return date !== undefined && isRealDay(date)
}
