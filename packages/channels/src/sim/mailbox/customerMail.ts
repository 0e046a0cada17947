import MailComposer from "nodemailer/lib/mail-composer"

/** A mail of a customer. `raw` is sent as it is; everything else is ignored then, except the envelope. */
export interface CustomerMail {
  readonly from: string
  readonly to: string
  readonly name?: string
  readonly subject?: string
  readonly text?: string
  readonly messageId?: string
  /** The mail this one answers. */
  readonly inReplyTo?: string
  readonly references?: ReadonlyArray<string>
  readonly attachments?: ReadonlyArray<{ readonly name: string; readonly mime: string; readonly content: Buffer }>
  readonly headers?: Readonly<Record<string, string>>
  readonly raw?: Buffer
}

export const composeCustomerMail = (mail: CustomerMail, messageId: string): Promise<Buffer> =>
  mail.raw !== undefined
    ? Promise.resolve(mail.raw)
    : new MailComposer({
        messageId,
        from: { address: mail.from, name: mail.name ?? "" },
        to: mail.to,
        subject: mail.subject ?? "",
        text: mail.text ?? "",
        headers: { ...mail.headers },
        ...(mail.inReplyTo === undefined
          ? {}
          : { inReplyTo: mail.inReplyTo, references: [...(mail.references ?? []), mail.inReplyTo] }),
        attachments: (mail.attachments ?? []).map(({ name, mime, content }) => ({
          filename: name,
          contentType: mime,
          content
        })),
        disableFileAccess: true,
        disableUrlAccess: true
      })
        .compile()
        .build()
