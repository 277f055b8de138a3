import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CentreConnection } from '../../../../renderer/centre/centre-connection.ts'
import type { AlarmView } from '../../../../shared/api/centre/alarms.ts'
import { alarmView, centreSession, FakeCentreClient, stationLine } from '../../../fakes/fake-centre-client.ts'

const NOW = Date.parse('2026-11-22T02:40:18.000Z')
let centre: FakeCentreClient
let connection: CentreConnection
let end: () => void

beforeEach(() => {
  vi.useFakeTimers({ now: NOW })
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => setTimeout(draw, 16))
  vi.stubGlobal('cancelAnimationFrame', (timer: ReturnType<typeof setTimeout>) => {
    clearTimeout(timer)
  })
  centre = new FakeCentreClient([alarmView(NOW)], [stationLine(NOW)], centreSession(NOW))
  connection = new CentreConnection(centre)
  end = connection.start()
})
afterEach(() => {
  end()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** Lets time pass while the centre beats every second, as it should. */
async function beats(seconds: number) {
  for (let passed = 0; passed < seconds; passed += 1) {
    centre.beat()
    await vi.advanceTimersByTimeAsync(1_000)
  }
}
const shown = () => connection.getState()
const keys = () => shown().board?.list.map(({ key }) => key)

describe('the page and its centre', () => {
  it('shows what is open, and what comes after', async () => {
    await beats(1)
    expect(shown()).toMatchObject({ link: 'ok' })
    expect(keys()).toEqual(['s-1 a-1'])
    centre.tell(alarmView(NOW, { id: 'a-2', receivedAt: new Date(NOW - 60_000).toISOString() }))
    await vi.advanceTimersByTimeAsync(100)
    expect(keys()).toEqual(['s-1 a-2', 's-1 a-1'])
  })

  it('misses nothing that comes while the lists are still on their way', async () => {
    let answer: (alarms: AlarmView[]) => void = () => undefined
    centre.openAlarms = () =>
      new Promise((resolve) => {
        answer = resolve
      })
    end()
    connection = new CentreConnection(centre)
    end = connection.start()
    await beats(1)
    centre.tell(alarmView(NOW, { sequence: 2, state: 'resolved' }))
    centre.tell(alarmView(NOW, { id: 'a-2' }))
    answer([alarmView(NOW)])
    await beats(1)
    expect(keys()).toEqual(['s-1 a-2'])
  })

  it('says within 2 s that a silent centre is lost, and goes on by itself with what happened meanwhile', async () => {
    await beats(3)
    expect(shown().link).toBe('ok')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(shown().link).toBe('lost')
    expect(keys()).toEqual(['s-1 a-1'])
    centre.alarms = [alarmView(NOW, { id: 'a-3' })]
    await beats(2)
    expect(shown().link).toBe('ok')
    expect(keys()).toEqual(['s-1 a-3'])
  })

  it('stays lost while the centre answers calls and does not beat, and is back with the first beat', async () => {
    await beats(1)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(shown().link).toBe('lost')
    const watch = vi.spyOn(centre, 'watch')
    const links = new Set<string>()
    const forget = connection.subscribe(() => links.add(shown().link))
    centre.alarms = [alarmView(NOW, { id: 'a-3' })]
    await vi.advanceTimersByTimeAsync(60_000)
    forget()
    expect([...links]).toEqual(['lost'])
    expect(keys()).toEqual(['s-1 a-3'])
    expect(watch.mock.calls.length).toBeGreaterThan(5)
    expect(watch.mock.calls.length).toBeLessThan(15)
    await beats(1)
    expect(shown().link).toBe('ok')
  })

  it('asks again for as long as it takes, and ends when nobody is signed in any more', async () => {
    await beats(1)
    const session = vi.spyOn(centre, 'session').mockRejectedValue(new Error('no way'))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(session.mock.calls.length).toBeGreaterThan(50)
    expect(shown()).toMatchObject({ link: 'lost', ended: null })
    session.mockResolvedValue(null)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(shown().ended).toBe('over')
  })

  it('takes an answer to its own call, but not over what the stream has told since', async () => {
    await beats(1)
    const seen = shown().board?.alarms.get('s-1 a-1')
    if (seen === undefined) throw new Error('the alarm is not there')
    const eva = { id: 'eva', name: 'Eva Lund' }
    connection.answered({ ...seen.view, takenBy: eva }, seen)
    await vi.advanceTimersByTimeAsync(100)
    expect(shown().board?.list[0]?.view.takenBy).toEqual(eva)
    centre.tell({ ...seen.view, takenBy: null })
    await vi.advanceTimersByTimeAsync(100)
    connection.answered({ ...seen.view, takenBy: eva }, seen)
    await vi.advanceTimersByTimeAsync(100)
    expect(shown().board?.list[0]?.view.takenBy).toBeNull()
  })

  it('ends as the centre says', async () => {
    await beats(1)
    centre.end('revoked')
    expect(shown().ended).toBe('revoked')
  })

  it('counts by the centre’s clock, not by this machine’s', async () => {
    vi.setSystemTime(NOW - 3_600_000)
    centre = new FakeCentreClient([], [stationLine(NOW)], centreSession(NOW), () => Date.now() + 3_600_000)
    end()
    connection = new CentreConnection(centre)
    end = connection.start()
    await beats(2)
    expect(shown().clockOffsetMs).toBe(3_600_000)
  })

  it('puts a thousand alarms of a station that catches up in their places together', async () => {
    await beats(1)
    let drawn = 0
    const forget = connection.subscribe(() => {
      drawn += 1
    })
    for (let index = 0; index < 1_000; index += 1) centre.tell(alarmView(NOW, { id: `l-${String(index)}` }))
    await vi.advanceTimersByTimeAsync(200)
    forget()
    expect(keys()).toHaveLength(1_001)
    expect(drawn).toBeLessThan(10)
  })
})
