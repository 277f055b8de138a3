import { useMemo } from 'react'
import { encode } from 'uqr'

interface QrCodeProps {
  readonly text: string
  readonly label: string
}

/** A QR code, black on white in every theme; a quarter of it may be scratched. */
export function QrCode({ text, label }: QrCodeProps) {
  const { path, size } = useMemo(() => {
    // Four modules of white all round are part of the code (ISO/IEC 18004).
    const code = encode(text, { ecc: 'Q', border: 4 })
    const modules = code.data.flatMap((row, y) =>
      row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
    )
    return { path: modules.join(''), size: code.size }
  }, [text])
  return (
    <svg className="qr-code" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  )
}
