const NAMES = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
/** Abbreviations count with their capital only: "sat" and "sun" are words. */
const NAME = String.raw`(Sun|Mon|Tue|Wed|Thu|Fri|Sat|[Ss]unday|[Mm]onday|[Tt]uesday|[Ww]ednesday|[Tt]hursday|[Ff]riday|[Ss]aturday)(?:s|'s)?`
const RANGE = new RegExp(String.raw`\b${NAME}\s*(?:-|–|to|through|thru|until)\s*${NAME}\b`)
const SINGLE = new RegExp(String.raw`\b${NAME}\b`, 'g')

/** The days of the week that a text names, ascending, 0 for Sunday; `undefined` for none. */
export function readWeekdays(text: string): readonly number[] | undefined {
  if (/\b(?:weekdays?|(?:business|working|work|week) days?)\b/i.test(text)) return [1, 2, 3, 4, 5]
  if (/\bweekends?\b/i.test(text)) return [0, 6]
  const range = RANGE.exec(text)
  if (range) {
    const [from, to] = [indexOf(range[1]), indexOf(range[2])]
    return NAMES.map((_, index) => index).filter((day) => (from <= to ? day >= from && day <= to : day >= from || day <= to))
  }
  const days = [...new Set([...text.matchAll(SINGLE)].map(([, name]) => indexOf(name)))].sort((a, b) => a - b)
  return days.length === 0 ? undefined : days
}

function indexOf(name: string): number {
  return NAMES.indexOf(name[0].toUpperCase() + name.slice(1, 3).toLowerCase())
}
