import type { AlarmStory } from '../../shared/api/centre/alarms.ts'

/**
 * The people of the station that its messages about this alarm name, the latest first; never operators, whose steps
 * come back under their own id.
 */
export function peopleIn({ timeline, takes, commands }: AlarmStory): readonly string[] {
  const operators = new Set([...takes.map(({ by }) => by.id), ...commands.map(({ by }) => by)])
  const named = timeline
    .flatMap(({ data }) => [data['by'], data['to']])
    .filter((id) => typeof id === 'string')
  return [...new Set(named.reverse())].filter((id) => !operators.has(id))
}
