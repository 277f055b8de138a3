import { expect, test } from 'vitest'
import { parseConfiguration, tokensOf } from '../../../care-centre/configuration.ts'

const GOOD = `{ "municipalities": [
  { "id": "5001",
    "stations": [
      { "id": "solbakken", "token": "one", "cids": ["4790000017"] },
      { "id": "fjellhus", "token": "two" }
    ],
    "operators": [ { "id": "ola", "name": "Ola", "role": "operator", "pin": "123456" } ] }
] }`

function mistakes(text: string) {
  const parsed = parseConfiguration(text)
  return parsed.ok ? [] : parsed.mistakes.map(({ line, field }) => ({ line, field }))
}

test('each station gets its door', () => {
  const parsed = parseConfiguration(GOOD)
  expect(parsed.ok && tokensOf(parsed.configuration)).toEqual([
    { station: 'solbakken', token: 'one', trial: false },
    { station: 'fjellhus', token: 'two', trial: false },
  ])
})

test('a mistake is named by line and field', () => {
  expect(mistakes(GOOD.replace('"two"', '2'))).toEqual([
    { line: 5, field: 'municipalities.0.stations.1.token' },
  ])
  expect(mistakes(GOOD.replace('"cids"', '"cid"'))).toEqual([
    { line: 4, field: 'municipalities.0.stations.0.cid' },
  ])
  expect(mistakes(GOOD.replace('"token": "two"', '"cids": []'))).toEqual([
    { line: 5, field: 'municipalities.0.stations.1.token' },
  ])
})

test('a station has one municipality and one entry', () => {
  expect(mistakes(GOOD.replace('fjellhus', 'solbakken'))).toEqual([
    { line: 5, field: 'municipalities.0.stations.1.id' },
  ])
})

test('no token opens two doors, and the words name the other one', () => {
  const shared = parseConfiguration(GOOD.replace('"two"', '"one"'))
  expect(shared.ok ? [] : shared.mistakes).toEqual([
    {
      line: 5,
      field: 'municipalities.0.stations.1.token',
      message: 'this token is that of the station solbakken, too; each station needs its own',
    },
  ])
  const word = 'a-word-of-at-least-16'
  const ofOperations = GOOD.replace('"two"', `"${word}"`).replace(
    /\n\] \}$/,
    `\n], "operationsToken": "${word}" }`,
  )
  expect(mistakes(ofOperations)).toEqual([{ line: 5, field: 'municipalities.0.stations.1.token' }])
})

test('a municipality has one entry, and a field stands there once', () => {
  const twice = GOOD.replace(/\n\] \}$/, ',\n  { "id": "5001" }\n] }')
  expect(mistakes(twice)).toEqual([{ line: 8, field: 'municipalities.1.id' }])
  expect(mistakes(GOOD.replace('"operators"', '"stations"'))).toEqual([{ line: 7, field: 'stations' }])
})

test('a mark at the beginning that editors leave is no mistake', () => {
  expect(mistakes(`\uFEFF${GOOD}`)).toEqual([])
})

test('what is no JSON is refused with the line', () => {
  expect(mistakes(GOOD.replace('"fjellhus",', '"fjellhus"'))).toEqual([{ line: 5, field: '' }])
  expect(mistakes('')).toEqual([{ line: 1, field: '' }])
  expect(mistakes('{}')).toEqual([{ line: 1, field: 'municipalities' }])
})

test('what cannot be meant is named', () => {
  expect(mistakes(GOOD.replace('"role": "operator"', '"role": "chief"'))).toEqual([
    { line: 7, field: 'municipalities.0.operators.0.role' },
  ])
  expect(mistakes(GOOD.replace('"123456"', '"1234"'))).toEqual([
    { line: 7, field: 'municipalities.0.operators.0.pin' },
  ])
  expect(mistakes(GOOD.replace('"token": "two"', '"token": "two", "cids": ["4790000017"]'))).toEqual([
    { line: 5, field: 'municipalities.0.stations.1.cids.0' },
  ])
  const elsewhere = GOOD.replace(
    /\n\] \}$/,
    ',\n{ "id": "5055", "stations": [{ "id": "hus", "token": "three", "cids": ["+4790000017"] }] }\n] }',
  )
  expect(mistakes(elsewhere)).toEqual([{ line: 8, field: 'municipalities.1.stations.0.cids.0' }])
  const tls = GOOD.replace(
    /\n\] \}$/,
    '\n], "tls": { "cert": "c.pem", "key": "k.pem", "clients": "required" } }',
  )
  expect(mistakes(tls)).toEqual([{ line: 8, field: 'tls.ca' }])
})
