/**
 * How much of a function V8's optimizing compiler wants to see run before it compiles it, where two threads judge files: each compiles for itself and on the processors on
 * which both work, so that only what pays over thousands of files is worth it (12 times V8's own figure: a sixth less processor time over 5,000 files each). Known to
 * V8 11 of Node 20; later ones have a compiler in between that makes it needless.
 */
export const TIER_UP_FLAGS: readonly string[] = process.versions.v8.startsWith('11.') ? ['--interrupt-budget=800000'] : []
