/** The colours of the look as the style sheet has them (ui.md, "The look": text at least 7:1, edges at least 3:1). */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const css = readFileSync(join(import.meta.dirname, '../../../../renderer/ui/tokens.css'), 'utf8')

/** Every colour token of a block, as `--name` to `#rrggbb`. */
function tokensOf(selector: string): ReadonlyMap<string, string> {
  const from = css.indexOf(`${selector} {`)
  if (from === -1) throw new Error(`no block ${selector}`)
  const block = css.slice(from, css.indexOf('}', from))
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', hex = '']) => [name, hex]),
  )
}

/** Relative luminance (WCAG 2.2). */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

const GROUNDS = ['background', 'surface', 'raised']
/** The words on each fill of an alarm. */
const FILLS = [
  ['on-critical', 'critical'],
  ['on-high', 'high'],
  ['on-calm-alarm', 'lesser'],
] as const

describe.each(['dark', 'light'])('%s', (theme) => {
  const tokens = new Map([...tokensOf(':root'), ...tokensOf(`:root[data-theme='${theme}']`)])
  const of = (name: string): string => {
    const hex = tokens.get(name)
    if (hex === undefined) throw new Error(`no colour --${name}`)
    return hex
  }

  it.each(GROUNDS)('every text stands out from the %s, and every edge from it', (ground) => {
    for (const text of ['text', 'muted', 'critical-words', 'well']) {
      expect(contrast(of(text), of(ground)), text).toBeGreaterThanOrEqual(7)
    }
    for (const edge of ['edge', 'focus', 'critical-edge']) {
      expect(contrast(of(edge), of(ground)), edge).toBeGreaterThanOrEqual(3)
    }
  })

  it.each(FILLS)('%s is read on %s', (words, fill) => {
    expect(contrast(of(words), of(fill))).toBeGreaterThanOrEqual(7)
  })

  it.each(['critical', 'high', 'lesser'])(
    'a card filled with %s stands out by itself or by its edge',
    (fill) => {
      const edge = fill === 'critical' ? 'critical-edge' : 'alarm-edge'
      const bounds = [of(fill), ...(tokens.has(edge) ? [of(edge)] : [])]
      expect(Math.max(...bounds.map((bound) => contrast(bound, of('background'))))).toBeGreaterThanOrEqual(3)
    },
  )
})
