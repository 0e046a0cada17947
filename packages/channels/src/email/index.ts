export { type EmailAdapter, openEmail } from "./openEmail.ts"
export {
  type Checkpoint,
  EmailConfigError,
  type EmailOptions,
  type ImapOptions,
  type MailServer,
  type SentCopyOptions,
  type SmtpListenerOptions
} from "./Options.ts"
export { type OwnId, type SignedIds, signedIds } from "./signedId.ts"
