type Upper =
  | 'A'
  | 'B'
  | 'C'
  | 'D'
  | 'E'
  | 'F'
  | 'G'
  | 'H'
  | 'I'
  | 'J'
  | 'K'
  | 'L'
  | 'M'
  | 'N'
  | 'O'
  | 'P'
  | 'Q'
  | 'R'
  | 'S'
  | 'T'
  | 'U'
  | 'V'
  | 'W'
  | 'X'
  | 'Y'
  | 'Z'
type Legal = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '*' | '/' | ',' | '-' | '?' | Upper | Lowercase<Upper>

type Fields<Text extends string, Found extends readonly string[] = []> = Text extends `${infer Field} ${infer Rest}`
  ? Fields<Rest, [...Found, Field]>
  : [...Found, Text]

type AllLegal<Text extends string> = Text extends ''
  ? true
  : Text extends `${infer First}${infer Rest}`
    ? First extends Legal
      ? AllLegal<Rest>
      : false
    : false

type IsExpression<Text extends string> =
  Fields<Text> extends infer All extends readonly [string, string, string, string, string]
    ? '' extends All[number]
      ? false
      : AllLegal<`${All[0]}${All[1]}${All[2]}${All[3]}${All[4]}`>
    : false

/** The words that Kubernetes knows in place of five fields. */
type Descriptor = '@yearly' | '@annually' | '@monthly' | '@weekly' | '@daily' | '@midnight' | '@hourly' | `@every ${number}${string}`

/**
 * An expression as the type checker sees it: a literal must have five fields of legal characters or be a descriptor; a string known only when the chart is synthesized is checked then.
 */
export type CronLiteral<Text extends string> = string extends Text
  ? Text
  : Text extends Descriptor
    ? Text
    : IsExpression<Text> extends true
      ? Text
      : 'a cron expression has five fields of 0-9 A-Z * / , - ?'
