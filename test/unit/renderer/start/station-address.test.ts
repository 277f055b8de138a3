import { describe, expect, it, vi } from 'vitest'
import { formatAge, formatTime } from '../../../../renderer/i18n/format.ts'
import { decideTheme, readSettings } from '../../../../renderer/settings.ts'
import { takeAddressFromPage } from '../../../../renderer/start/station-address.ts'

function page(hash: string, stored: string | null = null) {
  const kept = new Map(stored === null ? [] : [['tryggvakt.token', stored]])
  const replaceState = vi.fn()
  return {
    location: { origin: 'http://127.0.0.1:4120', hash, pathname: '/', search: '?measure' },
    sessionStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    },
    history: { replaceState },
    kept,
    replaceState,
  }
}

describe('the key in the address', () => {
  it('is kept for the session and removed from the address bar', () => {
    const browser = page('#token=secret')
    expect(takeAddressFromPage(browser)).toEqual({ url: 'http://127.0.0.1:4120', token: 'secret' })
    expect(browser.replaceState).toHaveBeenCalledWith(null, '', '/?measure')
    expect(browser.kept.get('tryggvakt.token')).toBe('secret')
  })

  it('is remembered when the page is loaded again, and missed when it never came', () => {
    expect(takeAddressFromPage(page('', 'secret'))?.token).toBe('secret')
    expect(takeAddressFromPage(page(''))).toBeNull()
  })
})

describe('the night', () => {
  it.each([
    ['2026-11-21T18:59:00Z', 'light'],
    ['2026-11-21T19:00:00Z', 'dark'],
    ['2026-11-22T05:59:00Z', 'dark'],
    ['2026-11-22T06:00:00Z', 'light'],
  ])('at %s is %s in Norway', (instant, theme) => {
    expect(decideTheme('auto', Date.parse(instant), theme === 'light')).toBe(theme)
  })

  it('yields to what was chosen; settings that cannot be read become the defaults', () => {
    const night = Date.parse('2026-11-22T02:00:00Z')
    expect(decideTheme('light', night, true)).toBe('light')
    expect([true, false].map((isDark) => decideTheme('system', night, isDark))).toEqual(['dark', 'light'])
    expect(readSettings({ getItem: () => '{"theme":"pink"}' }).theme).toBe('auto')
    expect(readSettings({ getItem: () => 'nonsense' }).language).toBe('nb')
  })
})

describe('times', () => {
  it('are clocks for people, in Norway', () => {
    expect([0, 42_000, 842_000, 3_790_000, -5].map(formatAge)).toEqual([
      '0:00',
      '0:42',
      '14:02',
      '1:03:10',
      '0:00',
    ])
    expect(formatTime(Date.parse('2026-11-21T02:40:18.123Z'), 'nb')).toBe('03:40:18')
  })
})
