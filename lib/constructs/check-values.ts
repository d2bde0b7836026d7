import { isQuantity, quantityValue } from '../kubernetes/index.ts'
import { refuse } from './refuse.ts'

/* Bounds that several constructs share. */

const MEBIBYTE = 2 ** 20

/** Room of a volume. */
export function checkSize(property: string, size: string): string {
  if (!isQuantity(size) || (quantityValue(size) ?? 0) < MEBIBYTE)
    refuse(property, 'a size of at least 1Mi, such as 10Gi', 'there is room for something', size)
  return size
}

/** Name of a claim. */
export function checkClaim(property: string, claim: string): string {
  if (claim.length > 253 || !/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(claim))
    refuse(property, 'the name of a claim', 'the API server finds it', claim)
  return claim
}

/** Where a database is reached. */
export function checkServer(property: string, { host, port }: { readonly host: string; readonly port?: number }): void {
  if (!/^[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?$|^(?=.*:.*:)[0-9A-Fa-f:]+$/.test(host))
    refuse(`${property}.host`, 'a host name', 'there is somebody to ask', host)
  if (port !== undefined && (!Number.isInteger(port) || port < 1 || port > 65_535))
    refuse(`${property}.port`, 'from 1 to 65535', 'it can be reached', port)
}
