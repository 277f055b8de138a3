import type { RefObject } from 'react'

interface SpokenRegionsProps {
  /** Said at once, over whatever is being read. */
  readonly critical: RefObject<HTMLDivElement | null>
  /** Said when there is a pause. */
  readonly other: RefObject<HTMLDivElement | null>
}

/** The two live regions of a page: `speak` writes into them, React never does (WCAG 4.1.3). */
export function SpokenRegions({ critical, other }: SpokenRegionsProps) {
  return (
    <>
      <div ref={critical} className="hidden" role="alert" aria-live="assertive" />
      <div ref={other} className="hidden" aria-live="polite" />
    </>
  )
}
