import { useState } from 'react'

/** The order that is shown: while it is held nothing in it moves, and what is new comes after the rest. */
export function holdOrder(held: readonly string[], wanted: readonly string[]): readonly string[] {
  const there = new Set(wanted)
  const known = new Set(held)
  return [...held.filter((id) => there.has(id)), ...wanted.filter((id) => !known.has(id))]
}

/** Who holds the list still: the pointer over it, the keyboard in it. */
type Holder = 'pointer' | 'keyboard'

/** A list whose order never moves under the pointer or the keyboard (ui.md, principles). */
export function useHeldOrder(wanted: readonly string[]) {
  const [held, setHeld] = useState<readonly string[] | null>(null)
  const [holders, setHolders] = useState<readonly Holder[]>([])
  const order = held === null ? wanted : holdOrder(held, wanted)
  if (held !== null && order.some((id, index) => id !== held[index])) setHeld(order)

  const hold = (holder: Holder) => {
    setHolders([...holders.filter((it) => it !== holder), holder])
    setHeld(order)
  }
  const release = (holder: Holder) => {
    const left = holders.filter((it) => it !== holder)
    setHolders(left)
    if (left.length === 0) setHeld(null)
  }
  return {
    order,
    isHeld: held !== null,
    holding: {
      onPointerEnter: () => {
        hold('pointer')
      },
      onPointerLeave: () => {
        release('pointer')
      },
      onFocus: () => {
        hold('keyboard')
      },
      onBlur: () => {
        release('keyboard')
      },
    },
  }
}
