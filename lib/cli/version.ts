declare const __CRONWRIGHT_VERSION__: string | undefined

/** The package's version; the build writes it into the bundle. */
export const VERSION: string = typeof __CRONWRIGHT_VERSION__ === 'string' ? __CRONWRIGHT_VERSION__ : 'development'
