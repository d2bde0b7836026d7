import { createServer, type AddressInfo, type Socket } from 'node:net'
import { createServer as createTlsServer, TLSSocket, type SecureContextOptions } from 'node:tls'

export interface Mail {
  readonly from: string
  readonly to: readonly string[]
  readonly login: string | undefined
  readonly encrypted: boolean
  readonly text: string
}

/**
 * An SMTP server that takes mail and keeps it: EHLO, STARTTLS, AUTH PLAIN, MAIL, RCPT, DATA. With a certificate it speaks TLS from the first byte or from STARTTLS on; with a
 * password it takes nobody else's.
 */
export class SmtpReceiver {
  readonly mails: Mail[] = []
  port = 0
  private end: () => void = () => undefined

  constructor(
    private readonly options: { readonly tls?: SecureContextOptions; readonly implicit?: boolean; readonly password?: string } = {},
  ) {}

  async start(): Promise<this> {
    const { tls, implicit } = this.options
    const greet = (socket: Socket): void => {
      socket.write('220 receiver ESMTP\r\n')
      this.listen(socket)
    }
    const server = tls && implicit ? createTlsServer(tls, greet) : createServer(greet)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    this.port = (server.address() as AddressInfo).port
    this.end = () => server.close()
    return this
  }

  close(): void {
    this.end()
  }

  private listen(socket: Socket): void {
    let from = ''
    let login: string | undefined
    let to: string[] = []
    let data: string | undefined
    let rest = ''
    let asked = false
    const say = (line: string): void => void socket.write(`${line}\r\n`)
    socket.on('error', () => undefined)
    socket.on('data', (bytes: Buffer) => {
      const lines = (rest + bytes.toString()).split('\r\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        if (data !== undefined) {
          if (line !== '.') data += `${line.replace(/^\./, '')}\n`
          else {
            this.mails.push({ from, to, login, encrypted: socket instanceof TLSSocket, text: data })
            data = undefined
            say('250 taken')
          }
          continue
        }
        const [word, ...args] = asked ? ['AUTH', 'PLAIN', line] : line.split(' ')
        asked = false
        if (word === 'EHLO') {
          const offers = ['receiver', ...(this.options.tls && !(socket instanceof TLSSocket) ? ['STARTTLS'] : ['AUTH PLAIN'])]
          offers.forEach((offer, index) => say(`250${index === offers.length - 1 ? ' ' : '-'}${offer}`))
        } else if (word === 'STARTTLS') {
          say('220 go on')
          socket.removeAllListeners('data')
          return this.listen(new TLSSocket(socket, { isServer: true, ...this.options.tls }))
        } else if (word === 'AUTH' && args.length === 1) {
          asked = true
          say('334 ')
        } else if (word === 'AUTH') {
          login = Buffer.from(args[1] ?? '', 'base64')
            .toString()
            .replaceAll('\0', ' ')
            .trim()
          say(this.options.password === undefined || login.endsWith(` ${this.options.password}`) ? '235 welcome' : '535 wrong')
        } else if (word === 'MAIL') {
          from = args[0]
          to = []
          say('250 ok')
        } else if (word === 'RCPT') {
          to = [...to, args[0]]
          say('250 ok')
        } else if (word === 'DATA') {
          data = ''
          say('354 go on')
        } else say(word === 'QUIT' ? '221 bye' : '250 ok')
      }
    })
  }
}
