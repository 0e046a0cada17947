/** What `strowger config example` prints. A test reads it, so it is always a good configuration. */
export const example = `# Strowger: one file for the whole host. Check it with: strowger config check FILE
centre:
  name: 云汀银行客户服务中心
  timezone: Asia/Shanghai

# Where the log and the attachments are kept. One process per directory.
state:
  directory: ./strowger-state

# Inside: desktops, wall, API (/docs), /metrics, /health. Put TLS in front of it.
http:
  host: 127.0.0.1
  port: 8080
  # origins: ["https://desk.bank.example"]   # as browsers see the page, when behind a proxy

# What people are told a skill is.
skills:
  zh: { zh: 普通话, en: Mandarin }
  complaint: { zh: 投诉, en: Complaints }

queues:
  general:
    name: { zh: 综合咨询, en: General }
    needs: zh >= 30                 # skills 1..100; and, or, not, parentheses
    offer: 20s                      # how long an offer rings
    wrapUp: 30s
    serviceLevel: 20s
  complaints:
    name: { zh: 投诉, en: Complaints }
    needs: zh >= 50 and complaint >= 60
    priority: 10                    # higher is served first
    # routing:                      # every other rule of the engine, in its own words (packages/router/SPEC.md); whole milliseconds
    #   ageing: { kind: linear, perMinute: 1 }
    #   creditMs: 60000
    offer: 20s
    wrapUp: 60s

agents:
  lu:
    name: 陆青禾
    password: { env: STROWGER_PASSWORD_LU }   # or { file: /run/secrets/lu }; a hash made by \`strowger hash-password\` is best
    skills: { zh: 90, complaint: 70 }
    capacity: { voice: 1, chat: 3, sms: 4, email: 2 }
    device: "5001"                  # extension of the telephone
    login: "7001"                   # agent login at the switch
  zhou:
    name: 周班长
    role: supervisor
    password: { env: STROWGER_PASSWORD_ZHOU }

adapters:
  sms:
    kind: sms
    host: smsc.bank.example
    port: 2775
    systemId: strowger
    password: { env: STROWGER_SMS_PASSWORD }
    number: "10690001"
  mail:
    kind: email
    address: service@bank.example
    imap: { host: imap.bank.example, port: 993, secure: true, user: service, password: { env: STROWGER_IMAP_PASSWORD } }
    smtp: { host: smtp.bank.example, port: 587, user: service, password: { env: STROWGER_SMTP_PASSWORD } }
    secret: { env: STROWGER_MAIL_SECRET }     # signs our Message-IDs
    archive: { address: archive@bank.example, host: imap.bank.example, port: 993, secure: true, user: archive, password: { env: STROWGER_ARCHIVE_PASSWORD } }
  web:
    kind: chat
    host: 127.0.0.1
    port: 8081                      # outside: customers. Put TLS in front of it.
    origins: ["https://www.bank.example"]
    secret: { env: STROWGER_CHAT_SECRET }
    grace: 60s
  avaya:
    kind: avaya
    addresses: [{ host: aes.bank.example, port: 4722 }]
    tls: { ca: /etc/strowger/aes-ca.pem }
    user: strowger
    password: { env: STROWGER_AES_PASSWORD }
    switchName: CM1
    vdns: ["6001", "6002"]
    routeHold: 4s                   # a little under the vector's wait step

# Which address leads to which queue; the most exact one counts.
entries:
  - { adapter: sms, queue: general }
  - { adapter: mail, queue: complaints }
  - { adapter: web, queue: general }
  - { adapter: avaya, to: "6001", queue: general }
  - { adapter: avaya, to: "6002", queue: complaints, priority: 5 }
`
