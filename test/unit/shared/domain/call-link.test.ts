import { expect, it } from 'vitest'
import { isTelephoneLink } from '../../../../electron/page-path.ts'
import { ContactSchema } from '../../../../shared/api/residents.ts'
import { callLink } from '../../../../shared/domain/call-link.ts'

it.each([
  ['+47 900 00 001', 'tel:+4790000001'],
  ['116 117', 'tel:116117'],
  ['sip:mona@tlf.example', 'sip:mona@tlf.example'],
  ['sips:mona.solberg@tlf.example', 'sips:mona.solberg@tlf.example'],
])('%s is called by the machine’s own telephone program', (phone, link) => {
  expect(ContactSchema.safeParse({ name: 'Mona', relation: '', phone }).success).toBe(true)
  expect(callLink(phone)).toBe(link)
  expect(isTelephoneLink(link)).toBe(true)
})

it.each(['', '12', 'javascript:alert(1)', 'sip:mona', 'sip:a@b;x=1', 'https://tlf.example', 'sipp:a@b'])(
  '%s is nobody’s number',
  (phone) => {
    expect(ContactSchema.safeParse({ name: 'Mona', relation: '', phone }).success).toBe(false)
  },
)
