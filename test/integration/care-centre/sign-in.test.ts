import { describe, expect, test } from 'vitest'
import { CONFIGURATION, PIN, startTwoMunicipalities } from './operators-harness.ts'

const NEW = { municipality: '5001', operator: 'new-5001' }

describe('sign-in', () => {
  test('begins with a municipality and a name tile, and ends with its cookie', async () => {
    const centre = await startTwoMunicipalities()
    const page = centre.browser()
    expect((await page.get('/v1/session')).status).toBe(401)
    expect((await page.get('/v1/municipalities')).body).toEqual({
      municipalities: [
        { id: '4601', name: 'Kommune 4601' },
        { id: '5001', name: 'Kommune 5001' },
      ],
    })
    const tiles = await page.get('/v1/operators?municipality=5001')
    const { operators } = tiles.body as { operators: unknown[] }
    expect(operators).toContainEqual({ id: 'second-5001', name: 'Åse', lockedSeconds: null })
    expect(JSON.stringify(tiles.body)).not.toContain('4601')

    const answer = await page.post('/v1/session', { municipality: '5001', operator: 'second-5001', pin: PIN })
    expect(answer.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict$/)
    expect(answer.body).toMatchObject({
      municipality: { id: '5001', name: 'Kommune 5001' },
      operator: { id: 'second-5001', name: 'Åse', role: 'operator' },
      mustChangePin: false,
      isLocked: false,
    })
    expect((await page.get('/v1/session')).status).toBe(200)
    expect((await page.call('DELETE', '/v1/session')).status).toBe(204)
    expect((await page.get('/v1/session')).status).toBe(401)
  })

  test('a first-use code is good for choosing another and for nothing else; the chosen one wins until the file changes', async () => {
    const centre = await startTwoMunicipalities()
    const page = await centre.signIn(NEW.operator, '5001', '739106')
    expect((await page.get('/v1/session')).body).toMatchObject({ mustChangePin: true })
    expect(await page.get('/v1/alarms')).toMatchObject({ status: 403, body: { code: 'pin-change-required' } })
    expect((await page.post('/v1/session/pin', { old: '739106', new: '123456' })).body).toMatchObject({
      code: 'pin-too-simple',
    })
    expect((await page.post('/v1/session/pin', { old: '739106', new: '739106' })).body).toMatchObject({
      code: 'pin-unchanged',
    })
    expect((await page.post('/v1/session/pin', { old: '739106', new: '600413' })).status).toBe(204)
    expect((await page.get('/v1/alarms')).status).toBe(200)
    expect((await centre.browser().post('/v1/session', { ...NEW, pin: '739106' })).status).toBe(401)
    await centre.signIn(NEW.operator, '5001', '600413')
    await centre.close()

    const same = await startTwoMunicipalities({ database: centre.database })
    await same.signIn(NEW.operator, '5001', '600413')
    await same.close()
    const changed = structuredClone(CONFIGURATION)
    for (const { operators } of changed.municipalities) {
      for (const operator of operators) if (operator.id === NEW.operator) operator.pin = '850274'
    }
    const other = await startTwoMunicipalities({ database: centre.database, configuration: changed })
    expect((await other.browser().post('/v1/session', { ...NEW, pin: '600413' })).status).toBe(401)
    const again = await other.signIn(NEW.operator, '5001', '850274')
    expect((await again.get('/v1/session')).body).toMatchObject({ mustChangePin: true })
  })

  test('five wrong codes make the name wait, also for the right one, and nobody else', async () => {
    const clock = { now: () => Date.UTC(2026, 10, 21, 22), monotonic: () => performance.now() }
    const centre = await startTwoMunicipalities({ clock })
    const wish = { municipality: '5001', operator: 'operator-5001', pin: '111112' }
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => centre.browser().post('/v1/session', wish)),
    )
    const codes = answers.map(({ body }) => (body as { code: string }).code).sort()
    expect(codes).toEqual([
      ...Array.from({ length: 4 }, () => 'locked-out'),
      ...Array.from({ length: 4 }, () => 'wrong-pin'),
    ])
    const locked = await centre.browser().post('/v1/session', { ...wish, pin: PIN })
    expect(locked).toMatchObject({ status: 429, body: { code: 'locked-out', figure: 30 } })
    expect(locked.headers.get('retry-after')).toBe('30')
    const tiles = await centre.browser().get('/v1/operators?municipality=5001')
    expect(JSON.stringify(tiles.body)).toMatch(/"operator-5001","name":"[^"]*","lockedSeconds":30/)
    await centre.signIn('second-5001', '5001')
  })

  test('half an hour without a touch locks what is done and not what is shown; a code opens it', async () => {
    const clock = { wall: Date.UTC(2026, 10, 21, 22) }
    const centre = await startTwoMunicipalities({
      clock: { now: () => clock.wall, monotonic: () => performance.now() },
    })
    const page = await centre.signIn('lead-5001', '5001')
    clock.wall += 20 * 60_000
    expect((await page.post('/v1/session/touch')).status).toBe(200)
    clock.wall += 31 * 60_000
    expect((await page.get('/v1/session')).body).toMatchObject({ isLocked: true })
    expect((await page.get('/v1/alarms?state=open')).status).toBe(200)
    expect((await page.get('/v1/stations')).status).toBe(200)
    expect(await page.get('/v1/history')).toMatchObject({ status: 401, body: { code: 'sign-in-required' } })
    expect((await page.post('/v1/session/touch')).status).toBe(401)
    await page.post('/v1/session', { municipality: '5001', operator: 'lead-5001', pin: PIN })
    expect((await page.get('/v1/history')).status).toBe(200)
    clock.wall += 13 * 3_600_000
    expect((await page.get('/v1/alarms')).status).toBe(401)
  })

  test("another site's page can neither sign anybody in nor act with a cookie", async () => {
    const centre = await startTwoMunicipalities()
    const page = await centre.signIn('operator-5001', '5001')
    const wish = { municipality: '5001', operator: 'operator-5001', pin: PIN }
    for (const [method, where, body] of [
      ['POST', '/v1/session', wish],
      ['POST', '/v1/alarms/a-1/take', undefined],
      ['DELETE', '/v1/session', undefined],
    ] as const) {
      const answer = await page.call(method, where, body, { 'content-type': 'text/plain' })
      expect(answer).toMatchObject({ status: 403, body: { code: 'not-from-this-page' } })
    }
    expect((await page.get('/v1/session')).status).toBe(200)
  })

  test('an administrator ends a session: its calls are refused and its stream is told why', async () => {
    const centre = await startTwoMunicipalities()
    const page = await centre.signIn('operator-5001', '5001')
    const stream = await page.listen()
    await stream.hear('event: beat')
    const administrator = await centre.signIn('administrator-5001', '5001')
    const { sessions } = (await administrator.get('/v1/sessions')).body as {
      sessions: { id: string; operator: string; isOwn: boolean }[]
    }
    expect(sessions.map(({ operator, isOwn }) => [operator, isOwn])).toEqual([
      ['administrator-5001', true],
      ['operator-5001', false],
    ])
    const elsewhere = await centre.signIn('administrator-4601', '4601')
    const path = `/v1/sessions/${sessions[1]?.id ?? ''}`
    expect((await elsewhere.call('DELETE', path)).status).toBe(404)
    expect((await administrator.call('DELETE', path)).status).toBe(204)
    await stream.hear('"reason":"revoked"')
    expect((await page.get('/v1/alarms')).status).toBe(401)
  })
})
