import type { BuiltSystem } from './catalogue.ts'

/** Systems that keep and move data, beyond one backup and one job. */
export const BUILT_DATA: readonly BuiltSystem[] = [
  {
    system: 'coordinated backup: application, volumes, configuration, verification, in order',
    sources: ['patterns: coordinated backup'],
    construct: 'CoordinatedBackup',
    chart: 'backups.ts',
    parameters: {
      schedule: 'schedule',
      'name of the application backup': 'name',
      'backup of the application': 'application.container',
      'databases of the application': 'databases',
      retention: 'retention',
      'which claims': 'volumes.claim',
      'which kinds of configuration': 'configuration.kinds',
      'where the export goes, by date': 'target.prefix',
      'how young a verified backup must be: of this very run': 'verify',
    },
  },
]
