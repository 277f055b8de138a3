import { expect, onTestFinished, test } from 'vitest'
import { openStore } from '../../../care-centre/store/open-store.ts'
import { expectPartsCompleted } from '../../support/part-then-whole.ts'
import { temporaryFolder } from './centre-harness.ts'

test('a fall that came over SIP and then whole: who, where and how it ended are known from then on', async () => {
  expect.hasAssertions()
  const store = await openStore(await temporaryFolder())
  onTestFinished(() => store.close())
  await expectPartsCompleted(store)
})
