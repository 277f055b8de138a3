/** Refusals and failures of API calls as data: code, words for developers, whether trying again can help. */
import { TRPCError } from '@trpc/server'
import { z } from 'zod'
import type { ApiError, ApiErrorCode } from '../../shared/api/errors.ts'

/** What a procedure throws when it refuses; crosses as `data.tryggvakt`, never with a stack. */
export class ApiFailure extends Error {
  readonly code: ApiErrorCode
  readonly ownerId: string | null
  readonly figure: number | undefined

  constructor(code: ApiErrorCode, message: string, ownerId: string | null = null, figure?: number) {
    super(message)
    this.name = 'ApiFailure'
    this.code = code
    this.ownerId = ownerId
    this.figure = figure
  }
}

/** A failure in the form that tRPC carries; its HTTP-like code is for generic clients only. */
export function refuse(
  code: ApiErrorCode,
  message: string,
  ownerId: string | null = null,
  figure?: number,
): TRPCError {
  return new TRPCError({
    code: genericCode(code),
    message,
    cause: new ApiFailure(code, message, ownerId, figure),
  })
}

function genericCode(code: ApiErrorCode): TRPCError['code'] {
  if (code === 'not-allowed') return 'FORBIDDEN'
  if (code === 'sign-in-required') return 'UNAUTHORIZED'
  return code === 'bad-input' ? 'BAD_REQUEST' : 'CONFLICT'
}

/**
 * Any error of a call as data. Only refusals and input errors keep their words: everything else may hold
 * file names or SQL, so it crosses as a bare `internal` and goes to the log instead.
 */
export function describeError(error: TRPCError, isStorageFailure: (cause: unknown) => boolean): ApiError {
  const cause = error.cause
  if (cause instanceof ApiFailure) return apiError(cause.code, cause.message, cause.ownerId, cause.figure)
  if (isStorageFailure(cause)) return apiError('cannot-store', 'the step could not be stored')
  switch (error.code) {
    case 'BAD_REQUEST':
      return apiError('bad-input', cause instanceof z.ZodError ? z.prettifyError(cause) : error.message)
    case 'PARSE_ERROR':
    case 'NOT_FOUND':
    case 'METHOD_NOT_SUPPORTED':
    case 'UNPROCESSABLE_CONTENT':
      return apiError('bad-input', error.message)
    case 'UNAUTHORIZED':
    case 'FORBIDDEN':
      return apiError('not-allowed', error.message)
    default:
      return apiError('internal', 'internal error')
  }
}

function apiError(
  code: ApiErrorCode,
  message: string,
  ownerId: string | null = null,
  figure?: number,
): ApiError {
  const retry = code === 'cannot-store' || code === 'too-busy' || code === 'help-asked-often'
  return { code, message, retry, ownerId, ...(figure === undefined ? {} : { figure }) }
}
