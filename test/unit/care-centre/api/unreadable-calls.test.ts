import { expect, test } from 'vitest'
import { problemOfConnection } from '../../../../care-centre/api/unreadable-calls.ts'

test.each([
  ['HPE_HEADER_OVERFLOW', 431, 'too-large'],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', 413, 'too-large'],
  ['HPE_INVALID_METHOD', 400, 'bad-input'],
  ['ERR_HTTP_REQUEST_TIMEOUT', 408, 'bad-body'],
])('%s is answered', (code, status, problem) => {
  expect(problemOfConnection(code)).toMatchObject({ statusCode: status, code: problem })
})

test.each(['ECONNRESET', 'HPE_INVALID_EOF_STATE', 'ERR_SSL_NO_SHARED_CIPHER'])(
  '%s: nobody waits for an answer',
  (code) => {
    expect(problemOfConnection(code)).toBeUndefined()
  },
)
