/** What an operator hears of an alarm that nobody answers in time. */
import { describe, expect, it } from 'vitest'
import { boardOf, withAlarms, withOverdue } from '../../../../renderer/centre/centre-board.ts'
import { decideBurst, SILENT, toggleMute, type SoundState } from '../../../../renderer/sound/sound-rules.ts'
import type { AlarmView } from '../../../../shared/api/centre/alarms.ts'
import { alarmView } from '../../../fakes/fake-centre-client.ts'

const NOW = Date.parse('2026-11-22T02:40:18.000Z')
const RANG = new Date(NOW).toISOString()
const fall = (change: Partial<AlarmView> = {}) => alarmView(NOW, { receivedAt: RANG, ...change })
const SILENT_STATION = { id: 's', priority: 'high', cause: 'station-silent', origin: 'centre' } as const

/** How often the page sounds from the ring until so many seconds later, looked at once a second as with the beats. */
function heard(alarm: AlarmView, seconds: number) {
  let board = boardOf([alarm], [])
  let state: SoundState = SILENT
  const bursts: number[] = []
  for (let second = 0; second <= seconds; second += 1) {
    board = withOverdue(board, NOW + second * 1000)
    const decision = decideBurst(state, board.rings, second * 1000)
    state = decision.state
    if (decision.begun.length > 0) bursts.push(second)
  }
  return bursts
}

describe('an alarm that nobody answers', () => {
  it.each<[string, AlarmView, readonly number[]]>([
    ['a fall: when it comes, and after 60 s with the next burst', fall(), [0, 65]],
    [
      'an open door at night: when it comes, and after 180 s',
      fall({ priority: 'high', cause: 'door' }),
      [0, 184],
    ],
    ['a silent station: when it falls silent, and after 180 s', fall(SILENT_STATION), [0, 184]],
    ['what the station’s own shift answers within the shift: never here', fall({ priority: 'medium' }), []],
    ['one that was answered: never', fall({ answeredAt: RANG }), []],
  ])('is new to the ear: %s', (_, alarm, seconds) => {
    expect(heard(alarm, 400)).toEqual(seconds)
  })

  it('ends a pause of the sound when it is a critical one, and no other', () => {
    const isPausedAfter = (alarm: AlarmView, seconds: number) => {
      const board = boardOf([alarm], [])
      const begun = decideBurst(SILENT, board.rings, 0).state
      const paused = toggleMute(begun, board.rings, (seconds - 10) * 1000)
      const later = withOverdue(board, NOW + seconds * 1000)
      return decideBurst(paused, later.rings, seconds * 1000).state.mute !== null
    }
    expect(isPausedAfter(fall(), 61)).toBe(false)
    expect(isPausedAfter(fall({ priority: 'high' }), 181)).toBe(true)
  })

  it('stays overdue when its card changes, and is in time again when it rings again', () => {
    const late = withOverdue(boardOf([fall()], []), NOW + 61_000)
    const noted = withAlarms(late, [fall({ sequence: 2, incident: 'i-2' })])
    expect(noted.rings.get('s-1 a-1')).toBe(late.rings.get('s-1 a-1'))
    const repeated = withAlarms(late, [
      fall({ sequence: 3, count: 2, ringingSince: new Date(NOW + 70_000).toISOString() }),
    ])
    expect(repeated.rings.get('s-1 a-1')?.calledAt).toBeUndefined()
    expect(withOverdue(repeated, NOW + 100_000)).toBe(repeated)
  })

  it('is overdue at once on a page that is opened later: it does not sound twice', () => {
    const opened = withOverdue(boardOf([fall()], []), NOW + 300_000)
    const { state, begun } = decideBurst(SILENT, opened.rings, 0)
    expect(begun).toEqual(['s-1 a-1'])
    expect(decideBurst(state, withOverdue(opened, NOW + 301_000).rings, 9_000).begun).toEqual([])
  })
})
