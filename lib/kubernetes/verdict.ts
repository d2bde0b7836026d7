/** What a real API server answers to `POST …?dryRun=All&fieldValidation=Strict`, cause by cause. */

export type Stage = 'route' | 'decode' | 'validation'

/** Decode errors have no machine-readable reason at the server (one sentence tells them all); these names are ours. */
export type DecodeReason = 'UnknownField' | 'DuplicateField' | 'WrongType' | 'Syntax'

/** The server's own reason strings (`details.causes[].reason`). */
export type ValidationReason =
  | 'FieldValueInvalid'
  | 'FieldValueRequired'
  | 'FieldValueNotSupported'
  | 'FieldValueForbidden'
  | 'FieldValueDuplicate'
  | 'FieldValueNotFound'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany'
  | 'FieldValueTypeInvalid'
  | 'InternalError'

export type RouteReason = 'NotFound'

export type CauseReason = RouteReason | DecodeReason | ValidationReason

export interface Cause {
  readonly stage: Stage
  readonly reason: CauseReason
  /** In the API's notation, with indices: `spec.jobTemplate.spec.template.spec.containers[0].image`. */
  readonly field: string
  /** The server's words where it has words of its own for this cause. */
  readonly message: string
}

export interface Verdict {
  /** Number of the document in its text, from 0, empty ones not counted. */
  readonly document: number
  readonly apiVersion: string | undefined
  readonly kind: string | undefined
  readonly name: string | undefined
  /** `undefined` for kinds on which we have no opinion. */
  readonly accepted: boolean | undefined
  readonly causes: readonly Cause[]
  readonly warnings: readonly string[]
}

/** A decoded object: only known fields, each of its declared type; nulls and unknown fields are gone. int64 beyond 2^53 is a bigint. */
export type Json = string | number | bigint | boolean | null | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [key: string]: Json | undefined
}

/** What the validation says of a decoded object: causes in the server's order, and the texts of its `Warning:` headers. */
export interface Validation {
  readonly causes: readonly Cause[]
  readonly warnings: readonly string[]
}

/** Kubernetes minors that we know: 27 stands for 1.27. */
export type Minor = number
export const OLDEST_MINOR: Minor = 27
export const NEWEST_MINOR: Minor = 37
