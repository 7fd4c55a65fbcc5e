import type { ReactNode } from 'react'

const paths = {
  chevronDown: <path d="M4 6l4 4 4-4" />,
  chevronLeft: <path d="M10 4L6 8l4 4" />,
  chevronRight: <path d="M6 4l4 4-4 4" />,
  close: <path d="M4 4l8 8M12 4l-8 8" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4.25" />
      <path d="M10.2 10.2L14 14" />
    </>
  ),
  download: <path d="M8 2v8M4.5 7L8 10.5 11.5 7M2.5 13.5h11" />,
  upload: <path d="M8 10.5v-8M4.5 6L8 2.5 11.5 6M2.5 13.5h11" />,
  table: <path d="M2.5 3h11v10h-11zM2.5 6.5h11M2.5 9.75h11M6.5 3v10" />,
  chart: <path d="M2.5 13.5h11M4.5 11V7.5M8 11V3.5M11.5 11V6" />,
  info: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="M8 7.25V11M8 5v.2" />
    </>
  ),
  link: (
    <path d="M6.8 9.2l2.4-2.4M7.5 5l1.3-1.3a2.5 2.5 0 013.5 3.5L11 8.5M8.5 11l-1.3 1.3a2.5 2.5 0 01-3.5-3.5L5 7.5" />
  ),
  check: <path d="M3.5 8.5l3 3 6-7" />,
  warn: <path d="M8 2.5L14 13H2zM8 6.5v3M8 11.2v.2" />,
  menu: <path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11" />,
  print: <path d="M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7z" />,
  user: (
    <>
      <circle cx="8" cy="5.5" r="2.75" />
      <path d="M2.75 13.5c.6-2.6 2.6-4 5.25-4s4.65 1.4 5.25 4" />
    </>
  ),
  bell: <path d="M3.5 11.5V7.25a4.5 4.5 0 019 0v4.25M2.25 11.5h11.5M6.5 13.75h3" />,
  lock: <path d="M3.5 7h9v6.5h-9zM5.5 7V5a2.5 2.5 0 015 0v2" />,
  sort: <path d="M5 6l3-3.5L11 6M5 10l3 3.5 3-3.5" />,
  arrowUp: <path d="M8 13V3M4 7l4-4 4 4" />,
  arrowDown: <path d="M8 3v10M4 9l4 4 4-4" />,
} as const satisfies Record<string, ReactNode>

export type IconName = keyof typeof paths

/** A 16-pixel line drawing; the words beside it, or the button's label, carry the meaning. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {paths[name]}
    </svg>
  )
}
