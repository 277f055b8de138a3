import { describe, expect, it } from 'vitest'
import { callsForward, CALM, parseBoardSummary, tellsGiven } from '../../../electron/board-summary.ts'
import { dataFolders, parseShellArguments } from '../../../electron/command-line.ts'
import { decideHome, parseChoice, type StartFacts } from '../../../electron/desktop-choice.ts'
import { LastWords, LineReader } from '../../../electron/line-reader.ts'
import { addressForPage } from '../../../electron/page-address.ts'
import { isOwnPage, resolvePagePath } from '../../../electron/page-path.ts'
import { countsAsFailed, pauseBeforeRestartMs } from '../../../electron/restart-policy.ts'
import { isOfficial } from '../../../electron/runtime.ts'

describe('the page under app://', () => {
  it.each([
    ['http://[::1]:4120', 'http://localhost:4120'],
    ['http://127.0.0.1:4120', 'http://127.0.0.1:4120'],
    ['http://localhost:4120', 'http://localhost:4120'],
  ])('a station on %s is reached by an address that a content security policy can name', (url, named) => {
    expect(addressForPage({ url, token: 'T' })).toEqual({ url: named, token: 'T' })
  })

  it.each([
    ['/', '/page/index.html'],
    ['/assets/main-1a2b.js', '/page/assets/main-1a2b.js'],
    ['/../secret', undefined],
    ['/..%2f..%2fetc/passwd', undefined],
    ['/%2e%2e/secret', undefined],
    ['/a%00.js', undefined],
    ['/..%5csecret', undefined],
    ['/%', undefined],
  ])('%s leads to %s', (path, file) => {
    expect(resolvePagePath('/page', path)).toBe(file)
  })

  it.each([
    ['app://tryggvakt/index.html', true],
    ['app://tryggvakt.example/index.html', false],
    ['https://tryggvakt/', false],
    ['app://other/index.html', false],
  ])('%s is our own page: %s', (url, own) => {
    expect(isOwnPage(url)).toBe(own)
  })
})

describe('the first start', () => {
  const bare: StartFacts = {
    askedForTraining: false,
    chosen: null,
    hasConfiguration: false,
    hasDatabase: false,
  }

  it('asks when nothing is set up', () => {
    expect(decideHome(bare)).toBeNull()
  })

  it('goes straight to the training home when told to, whatever else is there', () => {
    expect(decideHome({ ...bare, askedForTraining: true, hasConfiguration: true })).toBe('training')
  })

  it('a configured or used station is never hidden behind an old choice of the training home', () => {
    expect(decideHome({ ...bare, chosen: 'training', hasConfiguration: true })).toBe('station')
    expect(decideHome({ ...bare, chosen: 'training', hasDatabase: true })).toBe('station')
  })

  it('remembers the choice', () => {
    expect(decideHome({ ...bare, chosen: 'training' })).toBe('training')
  })

  it.each(['', '{', 'null', '[]', '{"home":"elsewhere"}'])('a damaged choice %j asks again', (text) => {
    expect(parseChoice(text).home).toBeNull()
  })
})

describe('data folders', () => {
  const none = { data: null, training: false, config: null }

  it('training never shares a folder with the station', () => {
    expect(dataFolders(none, {}, '/home/kari')).toEqual({
      home: '/home/kari/.local/share/tryggvakt',
      station: '/home/kari/.local/share/tryggvakt',
      training: '/home/kari/.local/share/tryggvakt-training',
    })
    const given = dataFolders({ ...none, data: '/d' }, {}, '/home/kari')
    expect(given.training).not.toBe(given.station)
  })

  it('--training --data DIR means that very folder', () => {
    expect(dataFolders({ ...none, data: '/d', training: true }, {}, '/home/kari').training).toBe('/d')
  })

  it("finds its words among Chromium's", () => {
    const argv = ['electron', '--no-sandbox', '.', '--data=rel', '--training', '--config', '/c.json']
    expect(parseShellArguments(argv, '/w')).toEqual({ data: '/w/rel', training: true, config: '/c.json' })
  })
})

describe('a station that dies', () => {
  it('is started again after 250 ms, then more slowly, never later than 5 s', () => {
    expect([0, 1, 2, 3, 4, 5, 500].map((attempt) => pauseBeforeRestartMs(attempt, 1))).toEqual([
      250, 500, 1000, 2000, 4000, 5000, 5000,
    ])
  })

  it('with a wrong configuration is said at once and tried slowly', () => {
    expect(countsAsFailed(1, 2)).toBe(true)
    expect(pauseBeforeRestartMs(0, 2)).toBe(5000)
  })

  it('once by accident is not a failure to show', () => {
    expect(countsAsFailed(1, 139)).toBe(false)
    expect(countsAsFailed(3, 139)).toBe(true)
  })
})

describe('a critical alarm', () => {
  it('calls the window forward when it starts to ring, and not again while it rings on', () => {
    const one = { ...CALM, open: 1, ringingCritical: 1, lastCriticalRingAt: 1_000 }
    expect(callsForward(CALM, one)).toBe(true)
    expect(callsForward(one, { ...one, open: 2 })).toBe(false)
    expect(callsForward(one, { ...one, open: 2, ringingCritical: 2, lastCriticalRingAt: 2_000 })).toBe(true)
    // One was answered in the moment in which another came.
    expect(callsForward(one, { ...one, lastCriticalRingAt: 2_000 })).toBe(true)
    expect(callsForward({ ...one, lastCriticalRingAt: 2_000 }, CALM)).toBe(false)
  })

  it.each([
    null,
    1,
    {},
    { ...CALM, open: -1 },
    { ...CALM, open: 0.5 },
    { ...CALM, open: '1' },
    { ...CALM, given: null },
    { open: 0, ringingCritical: 0, lastCriticalRingAt: 0 },
  ])('a report of %j is refused', (value) => {
    expect(parseBoardSummary(value)).toBeUndefined()
  })
})

describe('an alarm that a colleague hands over', () => {
  const given = { ...CALM, open: 1, given: 1, givenSoFar: 1 }

  it('is told outside the window, and calls it forward where it rings', () => {
    expect(tellsGiven(CALM, given)).toBe('notice')
    expect(tellsGiven(CALM, { ...given, ringingGiven: 1 })).toBe('forward')
  })

  it('is told once, and one more again', () => {
    expect(tellsGiven(given, { ...given, open: 2 })).toBeNull()
    expect(tellsGiven(given, { ...given, given: 2, givenSoFar: 2 })).toBe('notice')
    // One was seen in the moment in which another came.
    expect(tellsGiven(given, { ...given, givenSoFar: 2 })).toBe('notice')
    expect(tellsGiven(given, { ...given, given: 0, givenSoFar: 2 })).toBeNull()
  })

  it('is reported in counts alone', () => {
    expect(parseBoardSummary({ ...given, who: 'kari' })).toEqual(given)
  })
})

describe('the words of the station', () => {
  it('are split into lines however they are cut', () => {
    const lines: string[] = []
    const reader = new LineReader((line) => lines.push(line))
    for (const letter of 'en\nto\ntre') reader.push(letter)
    expect(lines).toEqual(['en', 'to'])
  })

  it('stay bounded', () => {
    const words = new LastWords(2)
    const reader = new LineReader((line) => {
      words.add(line)
    }, 10)
    reader.push('x'.repeat(1000))
    reader.push('\nen\nto\n')
    expect(words.text).toBe('en\nto')
    reader.push(`${'y'.repeat(50)}\n`)
    expect(words.text).toBe(`to\n${'y'.repeat(10)}`)
  })
})

describe('the runtime', () => {
  it.each([
    ['{"official":true,"version":"45.4.1"}', false, true],
    ['{"official":false,"version":"33.2.1"}', false, false],
    ['damaged', true, false],
    [undefined, true, true],
    [undefined, false, false],
  ])('with the marker %j, packaged %s, is official: %s', (marker, packaged, official) => {
    expect(isOfficial(marker, packaged)).toBe(official)
  })
})
