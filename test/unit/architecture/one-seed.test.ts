import fc from 'fast-check'
import { expect, test } from 'vitest'

test('two runs of a property try the same values, which nobody has to guess', async () => {
  expect(fc.readConfigureGlobal().seed).toBeTypeOf('number')
  const tried = async (): Promise<readonly number[]> => {
    const values: number[] = []
    await fc.check(fc.asyncProperty(fc.integer(), (value) => Promise.resolve(void values.push(value))))
    return values
  }
  expect(await tried()).toEqual(await tried())
})
