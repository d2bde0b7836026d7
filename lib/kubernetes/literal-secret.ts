/** Names of variables that hold a secret. What only names a file, a Secret or a setting about secrets is none. */
const SECRET_NAME = /(^|_)(PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|CREDENTIALS?|PGPASSWORD|MYSQL_PWD)$/i
const CREDENTIAL_URL = /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:([^\s/@]+)@/i

/** True for an environment variable whose value is a password, token or key itself, not a reference to one. */
export function isLiteralSecret(name: string, value: string): boolean {
  const inUrl = CREDENTIAL_URL.exec(value)
  if (inUrl) return !isStandIn(inUrl[1])
  return SECRET_NAME.test(name) && !isStandIn(value)
}

/** `postgres://app:password@host`: whatever the variable is called. */
export function hasLogin(value: string): boolean {
  return CREDENTIAL_URL.test(value)
}

/** Nothing, a reference to another variable, a path, a placeholder, a switch: not the secret itself. */
function isStandIn(value: string): boolean {
  return (
    value.trim().length < 4 ||
    /^\$|^\/|^<.*>$|^\{\{|^(true|false|none|null|disabled|enabled|yes|no)$/i.test(value.trim()) ||
    /\$[({A-Z_]/.test(value) ||
    /^(x{3,}|\*{3,}|\.{3,})$/i.test(value.trim()) ||
    /^(change-?me|replace-?me|todo|placeholder|your-|example|redacted)/i.test(value.trim())
  )
}

/** Two characters at most: enough to find it, too little to use it. */
export function maskedSecret(value: string): string {
  const url = CREDENTIAL_URL.exec(value)
  return `${(url ? url[1] : value).slice(0, 2)}…`
}
