import { useCallback } from 'react'

/** Shows a file that was fetched; the element keeps its old picture until the new one is decoded. */
export function Picture({ blob, alt, className }: { blob: Blob; alt: string; className: string }) {
  const show = useCallback(
    (image: HTMLImageElement | null) => {
      if (!image) return
      const url = URL.createObjectURL(blob)
      image.src = url
      return () => URL.revokeObjectURL(url)
    },
    [blob],
  )
  return <img ref={show} alt={alt} className={className} />
}
