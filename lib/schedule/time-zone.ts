import { ZONE_NAMES } from './data/zone-names.ts'
import { ZONE_REPLACEMENTS } from './data/zone-replacements.ts'

let names: ReadonlySet<string> | undefined

function zoneNames(): ReadonlySet<string> {
  names ??= new Set(
    Object.entries(ZONE_NAMES).flatMap(([area, zones]) => zones.split(' ').map((zone) => (area === '' ? zone : `${area}/${zone}`))),
  )
  return names
}

/** True for a name of the IANA database in exactly this case, old links included. `Local` and the empty name are not names. */
export function isKnownTimeZone(name: string): boolean {
  return name === 'UTC' || zoneNames().has(name)
}

/** Every name, sorted. */
export function knownTimeZones(): readonly string[] {
  return [...zoneNames()]
}

/** What Go's `LoadLocation` takes: beside the names `Local`, and nothing at all for UTC. */
export function isLoadableTimeZone(name: string): boolean {
  return name === '' || name === 'Local' || isKnownTimeZone(name)
}

/** The name that took the place of a deprecated one, for the same clock: `US/Eastern` is America/New_York now. `undefined` for every other name. */
export function replacementOf(timeZone: string): string | undefined {
  return Object.hasOwn(ZONE_REPLACEMENTS, timeZone) ? ZONE_REPLACEMENTS[timeZone] : undefined
}
