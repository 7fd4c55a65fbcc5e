const hourMs = 3_600_000

/** '还有 2 天 6 小时', '已过 3 天': by the server's clock, which decides. */
export function timeLeft(dueAt: string, serverTime: string): string {
  const ms = Date.parse(dueAt) - Date.parse(serverTime)
  const hours = Math.floor(Math.abs(ms) / hourMs)
  const words =
    hours >= 24
      ? `${Math.floor(hours / 24)} 天${hours % 24 === 0 ? '' : ` ${hours % 24} 小时`}`
      : hours === 0
        ? '不到 1 小时'
        : `${hours} 小时`
  return ms >= 0 ? `还有 ${words}` : `已过 ${words}`
}
