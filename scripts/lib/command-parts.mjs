/** @typedef {import('./parts.mjs').PartName} PartName */

/**
 * Which parts a command line needs. The page is wished for, not needed: a station or a care centre without it still receives alarms.
 * @param {readonly string[]} args what stands after `tryggvakt`
 * @returns {{ entry: 'station' | 'care-centre', needed: PartName[], wished: PartName[] }}
 */
export function commandParts(args) {
  switch (args[0]) {
    case 'care-centre':
      return { entry: 'care-centre', needed: ['care-centre'], wished: ['centre-page'] }
    case 'training':
      return { entry: 'station', needed: ['station', 'care-centre'], wished: ['renderer'] }
    case 'station':
      return { entry: 'station', needed: ['station'], wished: ['renderer'] }
    default:
      return { entry: 'station', needed: ['station'], wished: [] }
  }
}
