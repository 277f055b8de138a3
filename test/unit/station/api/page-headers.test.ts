import { expect, test } from 'vitest'
import { pageHeaders } from '../../../../station/api/page-headers.ts'

test.each([
  ['127.0.0.1', "connect-src 'self' ws://127.0.0.1:4120;"],
  ['::1', "connect-src 'self';"],
])("the policy of a page from %s names its station's socket where a policy can", (host, part) => {
  expect(pageHeaders({ host, port: 4120 })['content-security-policy']).toContain(part)
})
