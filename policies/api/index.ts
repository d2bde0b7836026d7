import { defineFamily } from '../../lib/rule/index.ts'
import ambiguousScalar from './ambiguous-scalar.ts'
import duplicateKey from './duplicate-key.ts'
import duplicateObject from './duplicate-object.ts'
import fieldNewerThanCluster from './field-newer-than-cluster.ts'
import forbiddenField from './forbidden-field.ts'
import invalidSchedule from './invalid-schedule.ts'
import invalidValue from './invalid-value.ts'
import misplacedField from './misplaced-field.ts'
import missingField from './missing-field.ts'
import removedApiVersion from './removed-api-version.ts'
import serverWarning from './server-warning.ts'
import timeZoneInSchedule from './time-zone-in-schedule.ts'
import tooLong from './too-long.ts'
import tooMany from './too-many.ts'
import undefinedVolume from './undefined-volume.ts'
import unknownField from './unknown-field.ts'
import unknownTimeZone from './unknown-time-zone.ts'
import unsupportedValue from './unsupported-value.ts'
import wrongType from './wrong-type.ts'

/** In the order in which they are asked: the first that explains a problem has the word. */
export default defineFamily('api', [
  fieldNewerThanCluster,
  misplacedField,
  unknownField,
  duplicateKey,
  wrongType,
  missingField,
  unsupportedValue,
  timeZoneInSchedule,
  invalidSchedule,
  unknownTimeZone,
  undefinedVolume,
  tooLong,
  tooMany,
  forbiddenField,
  invalidValue,
  removedApiVersion,
  duplicateObject,
  serverWarning,
  ambiguousScalar,
])
