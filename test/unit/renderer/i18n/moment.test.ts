import { expect, test } from 'vitest'
import { formatDateTime, formatMoment } from '../../../../renderer/i18n/format.ts'
import { readMoment } from '../../../../renderer/residents/moment.ts'

const NIGHT = Date.UTC(2026, 10, 22, 2, 40, 18)

test('a day and its time are shown as they are typed', () => {
  expect(formatDateTime(NIGHT, 'nb')).toBe('22.11.2026 03:40:18')
  expect(formatMoment(NIGHT, 'en')).toBe('22/11/2026 03:40')
  for (const language of ['nb', 'en'] as const)
    expect(readMoment(formatMoment(NIGHT, language))).toBe(NIGHT - 18_000)
})
