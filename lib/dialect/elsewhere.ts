/** When another scheduler would run an expression: cron-parser, which reads Vixie's dialect with Quartz' extensions. Instants are Unix seconds; `undefined` where it refuses too. */
export async function runsElsewhere(
  expression: string,
  { timeZone, after, count }: { readonly timeZone: string; readonly after: number; readonly count: number },
): Promise<readonly number[] | undefined> {
  // Loaded only when somebody asks: it brings a library of dates along.
  const { CronExpressionParser } = await import('cron-parser')
  try {
    const schedule = CronExpressionParser.parse(expression, { tz: timeZone, currentDate: new Date(after * 1000), hashSeed: expression })
    return schedule.take(count).map((date) => Math.floor(date.getTime() / 1000))
  } catch {
    return undefined
  }
}
