import { describe, expect, it } from 'vitest'
import { officialZipUrl } from '../../../scripts/lib/electron-official.mjs'
import { standInPlace } from '../../../scripts/lib/electron-stand-in.mjs'

describe('the official release', () => {
  it('comes from the mirror when one is named', () => {
    expect(officialZipUrl('45.4.1', 'https://mirror.example/electron')).toMatch(
      /^https:\/\/mirror\.example\/electron\/v45\.4\.1\/electron-v45\.4\.1-/,
    )
  })

  it.each([undefined, ''])('comes from Electron itself when the mirror is %j', (mirror) => {
    expect(officialZipUrl('45.4.1', mirror)).toMatch(
      /^https:\/\/github\.com\/electron\/electron\/releases\/download\/v45\.4\.1\//,
    )
  })
})

describe('the stand-in', () => {
  it.each([
    ['Cypress/Cypress', 'electron'],
    ['Cypress/locales/nb.pak', 'locales/nb.pak'],
    ['Cypress/resources/app/package.json', undefined],
    ['Cypress/browser_v8_context_snapshot.bin', undefined],
    ['Cypress/', undefined],
    ['elsewhere/file', undefined],
  ])('%s goes to %s', (name, place) => {
    expect(standInPlace(name)).toBe(place)
  })
})
