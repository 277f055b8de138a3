import { expect, it } from 'vitest'
import { authorityEntry } from '../../../scripts/lib/virtual-display.mjs'

it('an authority entry is what `xauth nlist` shows of it: any address, any display, the cookie', () => {
  const cookie = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex')
  const name = Buffer.from('MIT-MAGIC-COOKIE-1').toString('hex')
  expect(authorityEntry(cookie).toString('hex')).toBe(`ffff000000000012${name}0010${cookie.toString('hex')}`)
})
