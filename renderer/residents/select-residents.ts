import type { ResidentLine } from '../../shared/api/residents.ts'

/** Those whose name, unit or floor holds every word that is written; who lives here before who has left. */
export function selectResidents(all: readonly ResidentLine[], written: string): readonly ResidentLine[] {
  const words = written
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const found = all.filter(({ name, unit, floor }) => {
    const text = [name, unit, floor].join(' ').toLowerCase()
    return words.every((word) => text.includes(word))
  })
  return [...found.filter(({ leftAt }) => leftAt === null), ...found.filter(({ leftAt }) => leftAt !== null)]
}
