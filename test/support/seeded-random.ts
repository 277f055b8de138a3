/** A 32-bit xorshift: the same numbers for the same seed. Gives whole numbers from 0 to below `below`. */
export function seededRandom(seed: number): (below: number) => number {
  let state = seed >>> 0 === 0 ? 1 : seed >>> 0
  return (below) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}
