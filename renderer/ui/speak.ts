/** More would be talked over by the next alarm anyway. */
const SPOKEN_AT_ONCE = 3

/** The live regions belong to the screen reader: React renders them empty and leaves their words alone. */
export function speak(region: HTMLDivElement | null, sentences: readonly string[]): void {
  if (region !== null && sentences.length > 0)
    region.textContent = sentences.slice(0, SPOKEN_AT_ONCE).join(' ')
}
