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
  {
    system: 'ETL of database tables, anonymized on the way',
    sources: ['recipes: export, transform and load a night', 'patterns: ETL orchestration'],
    construct: 'EtlPipeline',
    chart: 'data.ts',
    parameters: {
      schedule: 'schedule',
      'production database': 'source.credentials',
      'data warehouse, or a bucket': 'destination',
      'tables and columns': 'tables.columns',
      anonymization: 'anonymizationKey',
      'bulk loading: replaced or updated': 'tables.key',
      validation: 'checks',
      'failure notices': 'onFailure',
    },
  },
  {
    system: 'ETL as a graph, with fan-out over data sets',
    sources: ['patterns: ETL orchestration'],
    construct: 'EtlPipeline',
    chart: 'data.ts',
    parameters: {
      schedule: 'schedule',
      extract: 'extract',
      'data sets': 'datasets',
      'transform of each': 'transform',
      'how many at once': 'parallelism',
      load: 'load',
      validate: 'validate',
      'waiting for each': '= dependencies:',
      'longest step': 'stepDeadline',
      retries: 'retries',
      'failure notices': 'onFailure',
    },
  },
]
