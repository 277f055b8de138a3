import { useEffect, useRef, useState } from 'react'
import { Delete } from 'lucide-react'
import { Button, Input, Label, TextField } from 'react-aria-components'
import { errorWords } from '../alarm-board/error-words.ts'
import { useWords, type Words } from '../i18n/use-words.ts'
import { StationCallError } from '../station-client.ts'
import { emptyEntry, keyed, PIN_DIGITS, refusedEntry, type PinProblem, type PinStep } from './pin-entry.ts'

const PAD = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

interface PinPadProps {
  /** `new`: nothing is asked but a code of one's own. */
  readonly first: PinStep
  /** A new code is asked for after the old one. */
  readonly asksNew: boolean
  /** Six digits stand there; `newPin` where a code of one's own was chosen. Fails with what the station said. */
  readonly onPin: (pin: string, newPin: string | null) => Promise<void>
  /** What a refusal means, in words; left out: as the station says it. */
  readonly explain?: typeof errorWords
}

/** Six digits by pad or keyboard; sent with the last one. */
export function PinPad({ first, asksNew, onPin, explain = errorWords }: PinPadProps) {
  const { t } = useWords()
  const [entry, setEntry] = useState(() => emptyEntry(first))
  const [isSending, setSending] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const lockLeft = useLockLeft(entry.problem)
  const isLocked = lockLeft > 0
  // The question has changed: the next digit belongs to it, wherever the last one was pressed.
  useEffect(() => {
    field.current?.focus()
  }, [entry.step, isSending])

  const take = (text: string) => {
    if (isSending || isLocked) return
    const next = keyed(entry, text, asksNew)
    setEntry(next.entry)
    if (next.kind === 'waits') return
    setSending(true)
    onPin(next.pin, next.newPin).then(
      () => {
        setSending(false)
      },
      (error: unknown) => {
        const known = error instanceof StationCallError ? error : new StationCallError('internal', null)
        setEntry(refusedEntry(next.entry, known.code, known.figure))
        setSending(false)
      },
    )
  }
  return (
    <div className="pin">
      <TextField
        className="field"
        type="password"
        value={entry.digits}
        onChange={take}
        isReadOnly={isSending || isLocked}
        autoFocus
      >
        <Label>{t(`signIn.step.${entry.step}`)}</Label>
        <Input
          ref={field}
          className="input pin-digits figures"
          inputMode="none"
          autoComplete="off"
          maxLength={PIN_DIGITS}
        />
      </TextField>
      <p className="hint pin-problem" role="alert">
        {isSending ? '' : problemWords(entry.problem, lockLeft, explain, t)}
      </p>
      <div className="pin-pad" role="group" aria-label={t('signIn.pad')}>
        {PAD.map((digit) => (
          <PadButton
            key={digit}
            isDisabled={isLocked}
            onPress={() => {
              take(entry.digits + digit)
            }}
          >
            {digit}
          </PadButton>
        ))}
        <span />
        <PadButton
          isDisabled={isLocked}
          onPress={() => {
            take(`${entry.digits}0`)
          }}
        >
          {'0'}
        </PadButton>
        <Button
          className="button pin-key pin-erase"
          aria-label={t('signIn.erase')}
          isDisabled={isLocked}
          onPress={() => {
            take(entry.digits.slice(0, -1))
          }}
        >
          <Delete className="icon" aria-hidden="true" /> {t('signIn.eraseKey')}
        </Button>
      </div>
    </div>
  )
}

interface PadButtonProps {
  readonly children: string
  readonly isDisabled: boolean
  readonly onPress: () => void
}

function PadButton({ children, isDisabled, onPress }: PadButtonProps) {
  return (
    <Button className="button pin-key figures" isDisabled={isDisabled} onPress={onPress}>
      {children}
    </Button>
  )
}

/** Seconds until a locked name may try again, by the steady clock; 0 when it may now. */
function useLockLeft(problem: PinProblem | null): number {
  const figure = problem !== null && problem.code === 'locked-out' ? problem.figure : null
  const [left, setLeft] = useState({ problem, seconds: figure ?? 0 })
  useEffect(() => {
    if (figure === null) return undefined
    const until = performance.now() + figure * 1000
    const tick = () => {
      setLeft({ problem, seconds: Math.max(0, Math.ceil((until - performance.now()) / 1000)) })
    }
    tick()
    const timer = setInterval(tick, 250)
    return () => {
      clearInterval(timer)
    }
  }, [problem, figure])
  return left.problem === problem ? left.seconds : (figure ?? 0)
}

function problemWords(
  problem: PinProblem | null,
  lockLeft: number,
  explain: typeof errorWords,
  t: Words,
): string {
  if (problem === null) return ''
  if (problem.code === 'not-the-same') return t('signIn.notTheSame')
  if (problem.code !== 'locked-out') return explain(problem.code, null, t, problem.figure)
  return lockLeft === 0 ? t('signIn.tryAgain') : explain('locked-out', null, t, lockLeft)
}
