import { expect, test } from 'vitest'
import { Turns } from '../../../../shared/domain/turns.ts'

/** Work that ends when it is told to. */
function work() {
  let done: (word: string) => void = () => undefined
  const promise = new Promise<string>((resolve) => {
    done = resolve
  })
  return { promise, done: (word: string) => done(word) }
}

test('what was asked for first is done first, and the next begins when it is done', async () => {
  const turns = new Turns()
  const first = work()
  const told: string[] = []
  const one = turns.take(() => first.promise).then((word) => told.push(word))
  const two = turns.take(() => {
    told.push('second began')
    return Promise.resolve('second done')
  })
  expect(turns.size).toBe(2)
  first.done('first done')
  await one
  expect(await two).toBe('second done')
  expect(told).toEqual(['first done', 'second began'])
  expect(turns.size).toBe(0)
})

test('whoever asked for what failed hears of it, and nobody else does', async () => {
  const turns = new Turns()
  const failed = turns.take(() => Promise.reject(new Error('the disk is full')))
  const after = turns.take(() => Promise.resolve('done'))
  await expect(failed).rejects.toThrow('the disk is full')
  expect(await after).toBe('done')
  expect(turns.size).toBe(0)
})
