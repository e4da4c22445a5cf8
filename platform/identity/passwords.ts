import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { commonWords } from './common-passwords.ts'

/** Shortest and longest password, in characters. Short ones are guessed; very long ones only cost time to hash. */
export const passwordLengthMin = 12
export const passwordLengthMax = 128

/** Argon2id as RFC 9106 describes it, with the first parameters that OWASP's Password Storage Cheat Sheet recommends: about 30 ms and 19 MiB a try. */
const memoryKiB = 19_456
const passes = 2
const parallelism = 1
const saltBytes = 16
const hashBytes = 32

const derive = promisify(argon2)

/** A password as it is stored: in the PHC string format, with its parameters, so that they can be raised later. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes)
  const hash = await derive('argon2id', {
    message: message(password),
    nonce: salt,
    parallelism,
    tagLength: hashBytes,
    memory: memoryKiB,
    passes,
  })
  return `$argon2id$v=19$m=${memoryKiB},t=${passes},p=${parallelism}$${base64(salt)}$${base64(hash)}`
}

const phc = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

/** Whether a password is the stored one. Compares in constant time. */
export async function verifyPassword(stored: string, password: string): Promise<boolean> {
  const [, memory, passes, parallelism, salt, hash] = phc.exec(stored) ?? []
  if (salt === undefined || hash === undefined) return false
  const wanted = Buffer.from(hash, 'base64')
  const given = await derive('argon2id', {
    message: message(password),
    nonce: Buffer.from(salt, 'base64'),
    parallelism: Number(parallelism),
    tagLength: wanted.length,
    memory: Number(memory),
    passes: Number(passes),
  })
  return timingSafeEqual(wanted, given)
}

/** The same characters may come composed or not: NFKC, as NIST SP 800-63B-4 section 3.1.1.2 says. */
const message = (password: string): Buffer => Buffer.from(password.normalize('NFKC'))

/** The PHC format writes base64 without its padding. */
const base64 = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '')

/** Fewer different characters than this are a pattern, not a password. */
const differentCharactersMin = 5
/** A part of the address or of the name that is shorter than this may stand in a password by chance. */
const ownPartLengthMin = 4

/**
 * Why a password cannot be taken, in words for the person who chose it; nothing where it can.
 *
 * @param own what others know of the person: the address, the name
 *
 * @example
 * unfitPassword('P@ssw0rd2026!', []) // 'This is among the first that are tried. …'
 */
export function unfitPassword(password: string, own: readonly string[]): string | undefined {
  const characters = [...password]
  if (characters.length < passwordLengthMin)
    return `Choose at least ${passwordLengthMin} characters: several words are easy to keep in mind.`
  if (characters.length > passwordLengthMax) return `Choose at most ${passwordLengthMax} characters.`
  const plain = password.normalize('NFKC').toLowerCase()
  if (new Set(plain).size < differentCharactersMin) return 'These are few characters again and again. Choose several words.'
  if (isRow(plain)) return 'These are characters in a row. Choose several words.'
  if (isCommon(plain))
    return 'This is among the first that are tried: a common word with digits or signs. Choose several words that do not belong together.'
  if (own.flatMap(partsOf).some((part) => plain.includes(part))) return 'Leave your name and your address out of it.'
  return undefined
}

const partsOf = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .split(/@.*$|[\s._+-]+/)
    .filter((part) => part.length >= ownPartLengthMin)

const rows = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  'qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  '1234567890qwertyuiop',
]

const isRow = (text: string): boolean => rows.some((row) => row.includes(text) || [...row].reverse().join('').includes(text))

/** How people write letters as digits and signs. */
const written: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '!': 'i',
  '3': 'e',
  '4': 'a',
  '@': 'a',
  '5': 's',
  $: 's',
  '7': 't',
  '8': 'b',
  '9': 'g',
}

/** A common word, or several times the same, with anything that is no letter around it, also where letters are written as signs. */
function isCommon(plain: string): boolean {
  const trimmed = plain.replaceAll(/^[^a-z]+|[^a-z]+$/g, '')
  const letters = trimmed.replaceAll(/[0!134@5$789]/g, (sign) => written[sign] ?? sign).replaceAll(/[^a-z]/g, '')
  const read = plain.replaceAll(/[0!134@5$789]/g, (sign) => written[sign] ?? sign).replaceAll(/[^a-z]/g, '')
  return [trimmed.replaceAll(/[^a-z]/g, ''), letters, read].some((word) => commonWords.has(word) || commonWords.has(repeated(word)))
}

/** What a text repeats: `lovelove` gives `love`; what repeats nothing stays as it is. */
const repeated = (text: string): string => {
  const period = text.length === 0 ? 0 : `${text}${text}`.indexOf(text, 1)
  return text.slice(0, period)
}
