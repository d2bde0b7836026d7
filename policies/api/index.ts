import { defineFamily } from '../../lib/rule/index.ts'
import duplicateKey from './duplicate-key.ts'
import fieldNewerThanCluster from './field-newer-than-cluster.ts'
import invalidSchedule from './invalid-schedule.ts'
import invalidValue from './invalid-value.ts'
import misplacedField from './misplaced-field.ts'
import missingField from './missing-field.ts'
import removedApiVersion from './removed-api-version.ts'
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
  invalidSchedule,
  unknownTimeZone,
  invalidValue,
  removedApiVersion,
])
