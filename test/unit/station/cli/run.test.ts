import { describe, expect, test } from 'vitest'
import { cli } from '../../../fakes/cli-io.ts'

describe('wrong usage says what is wrong, writes no result and exits 2', () => {
  test.each([
    [[], /Usage/],
    [['fly'], /unknown command/],
    [['station'], /--data/],
    [['station', '--data', '/nowhere', '--nope'], /unknown option/],
    [['station', '--data', '/nowhere', '--listen', '4120'], /HOST:PORT/],
    [['station', '--data', '/nowhere', '--listen', '0.0.0.0:4120'], /TLS/],
    [['training', '--data', '/nowhere', '--listen', '192.168.1.5:0'], /TLS/],
    [['simulate', 'mr60fda'], /--port/],
    [['simulate', 'mr60fda', '--port', '/nowhere', '--script', 'dance'], /dance/],
    [['simulate', 'mr60fda', '--port', '/nowhere', '--variant', 'fda9'], /fda9/],
    [['simulate', 'espa-444', '--port', '/nowhere', '--script', 'call'], /call:204/],
    [['simulate', 'bthome-v2', '--port', '/nowhere'], /over Bluetooth.*no simulator on a serial port/],
    [['simulate', 'toaster', '--port', '/nowhere'], /Unknown device/],
    [['alarms'], /--data/],
    [['alarms', '--data', '/nowhere', '--state', 'closed'], /open or all/],
    [['events', '--data', '/nowhere', '--since', 'yesterday'], /instant/],
    [['events', '--data', '/nowhere', '--since', '2026-11-21T03:40:18'], /instant/],
    [['audit'], /verify/],
    [['export', '--data', '/nowhere', '--format', 'csv'], /not built yet/],
    [['backup', '--data', '/nowhere', '--to', '/x'], /not built yet/],
    [['restore', '--data', '/nowhere', '--from', '/x'], /not built yet/],
  ])('%j', async (argv, words) => {
    const run = await cli(argv)
    expect(run.exitCode).toBe(2)
    expect(run.lines).toEqual([])
    expect(run.words).toMatch(words)
  })
})

describe('work that fails says why and exits 1', () => {
  test.each([
    [['alarms', '--data', '/nowhere'], /no station/],
    [['audit', 'verify', '--data', '/nowhere'], /no station/],
    [['events', '--data', '/nowhere', '--since', '2026-11-21'], /no station/],
    [['events', '--data', '/nowhere', '--since', '2026-11-21T03:40:18.123Z'], /no station/],
    [['events', '--data', '/nowhere', '--since', '2026-11-21T04:40:18+01:00'], /no station/],
    [['simulate', 'mr60fda', '--port', '/nowhere/ttyUSB9'], /can't be opened/],
  ])('%j', async (argv, words) => {
    const run = await cli(argv)
    expect(run.exitCode).toBe(1)
    expect(run.lines).toEqual([])
    expect(run.words).toMatch(words)
  })
})

test('help is no failure and stays off standard output', async () => {
  const run = await cli(['--help'])
  expect(run.exitCode).toBe(0)
  expect(run.lines).toEqual([])
  expect(run.words).toContain('decode <protocol>')
  expect(run.words).toContain('care-centre --data')
})
