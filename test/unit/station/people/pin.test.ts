import { scryptSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { isTooSimple } from '../../../../shared/domain/pin-code.ts'
import { hashPin, isPin, isSameGiven, newFirstUseCode } from '../../../../station/people/pin.ts'

test('a code is stored with salt and cost, never twice alike, and known again', async () => {
  const [one, two] = await Promise.all([hashPin('482915'), hashPin('482915')])
  expect(one).toMatch(/^scrypt\$32768\$8\$1\$[\w-]{22}\$[\w-]{43}$/)
  expect(one).not.toBe(two)
  expect(await isPin('482915', one)).toBe(true)
  expect(await isPin('482916', one)).toBe(false)
})

test('a given hash may have another cost', async () => {
  const salt = Buffer.from('a salt of its own')
  const key = scryptSync('482915', salt, 64, { N: 1024, r: 8, p: 2 })
  const given = `scrypt$1024$8$2$${salt.toString('base64')}$${key.toString('base64')}`
  expect(await hashPin(given)).toBe(given)
  expect(await isPin('482915', given)).toBe(true)
})

test.each([
  '482915',
  'scrypt$',
  'scrypt$1024$8$1$c2FsdA',
  'scrypt$1023$8$1$c2FsdHNhbHQ$c2FsdHNhbHRzYWx0c2FsdHNhbHQ',
  'scrypt$1073741824$8$1$c2FsdHNhbHQ$c2FsdHNhbHRzYWx0c2FsdHNhbHQ',
  'scrypt$1024$8$1$c2FsdHNhbHQ$',
])('nobody signs in by what is no hash of ours: %s', async (hash) => {
  expect(await isPin('482915', hash)).toBe(false)
})

test('a code in the file is the same only if it gives the same hash', async () => {
  const before = await hashPin('482915')
  expect(await isSameGiven('482915', before)).toBe(true)
  expect(await isSameGiven('482916', before)).toBe(false)
  expect(await isSameGiven(before, before)).toBe(true)
  expect(await isSameGiven(await hashPin('482915'), before)).toBe(false)
})

test('codes that everybody tries first are refused and never given', () => {
  for (const pin of ['000000', '123456', '654321', '901234', '121212', '407407'])
    expect(isTooSimple(pin)).toBe(true)
  for (const pin of ['482915', '112233', '100000']) expect(isTooSimple(pin)).toBe(false)
  for (let drawn = 0; drawn < 200; drawn += 1) {
    const code = newFirstUseCode()
    expect(code).toMatch(/^[0-9]{6}$/)
    expect(isTooSimple(code)).toBe(false)
  }
})
