/** What `strowger simulate --example` prints and what it simulates without a plan: a working day of the demonstration bank, 云汀银行. */
export const examplePlan = `# Strowger: the plan of one day. Simulate it with: strowger simulate FILE
name: 云汀银行, a working day

# Contacts come from 08:00 to 20:00; the day ends when all has ended that can.
day: { from: "08:00", to: "20:00" }

# Queues, \`capacity:\` and \`routing:\` are written as in the host's configuration file (strowger config example).
queues:
  general:
    name: { zh: 综合咨询, en: General }
    needs: zh >= 30                 # skills 1..100; and, or, not, parentheses
    offer: 20s                      # how long an offer rings
    wrapUp: 20s
    serviceLevel: 20s               # in time is what was answered within this
  cards:
    name: { zh: 信用卡, en: Cards }
    needs: zh >= 30 and card >= 40
    offer: 20s
    wrapUp: 20s
    serviceLevel: 20s
  complaints:
    name: { zh: 投诉受理, en: Complaints }
    needs: zh >= 50 and complaint >= 50
    priority: 10                    # higher is served first
    offer: 20s
    wrapUp: 30s
    serviceLevel: 20s
  mail:
    name: { zh: 邮件, en: Email }
    needs: zh >= 30
    offer: 60s
    wrapUp: 10s
    serviceLevel: 30m

# What comes. \`arrivals\` is one of: perHour: 60 | every: 30m with expected: [...] from the start of the day on | at: ["09:00", "09:02"]
# A law is one of: exponential (mean), lognormal (mean, sd), erlang (mean, shape), constant (mean), recorded (values: [20s, 40s]).
contacts:
  calls:
    queue: general
    channel: voice
    arrivals: { every: 1h, expected: [70, 120, 150, 130, 90, 100, 130, 120, 90, 60, 40, 30] }
    handle: { law: lognormal, mean: 190s, sd: 220s }
    patience: { law: exponential, mean: 6m }      # how long a customer waits; left out: nobody ever gives up
  cards:
    queue: cards
    channel: voice
    arrivals: { every: 1h, expected: [20, 40, 50, 45, 30, 35, 45, 40, 30, 25, 15, 10] }
    handle: { law: lognormal, mean: 240s, sd: 200s }
    patience: { law: exponential, mean: 6m }
  complaints:
    queue: complaints
    channel: voice
    arrivals: { perHour: 6 }
    handle: { law: lognormal, mean: 8m, sd: 6m }
    patience: { law: exponential, mean: 10m }
  chats:
    queue: general
    channel: chat
    arrivals: { perHour: 30 }
    handle: { law: lognormal, mean: 6m, sd: 4m }
    patience: { law: exponential, mean: 4m }
  mails:
    queue: mail
    channel: email
    arrivals: { perHour: 25 }
    handle: { law: erlang, mean: 5m, shape: 2 }

# Who works, in groups of the same; a group without \`count\` is one person. Times of the day; one that ends before it begins ends on the next day.
agents:
  early:
    count: 9
    skills: { zh: 75 }
    capacity: { voice: 1, chat: 3, email: 2 }
    shifts: ["08:00-16:00"]
    breaks: ["11:30-12:00"]
    answer: { law: erlang, mean: 4s, shape: 3 }   # how long it rings
  late:
    count: 6
    skills: { zh: 75 }
    capacity: { voice: 1, chat: 3, email: 2 }
    shifts: ["12:00-20:00"]
    breaks: ["16:00-16:30"]
    answer: { law: erlang, mean: 4s, shape: 3 }
  cardsEarly:
    count: 5
    skills: { zh: 80, card: 70 }
    capacity: { voice: 1, chat: 2, email: 2 }
    shifts: ["08:00-16:30"]
    breaks: ["12:00-12:30"]
    answer: { law: erlang, mean: 4s, shape: 3 }
  cardsLate:
    count: 3
    skills: { zh: 80, card: 70 }
    capacity: { voice: 1, chat: 2, email: 2 }
    shifts: ["12:30-20:00"]
    answer: { law: erlang, mean: 4s, shape: 3 }
  lu:
    skills: { zh: 90, card: 70, complaint: 80, en: 60 }
    capacity: { voice: 1, chat: 3, email: 2 }
    shifts: ["08:00-12:00", "13:00-18:00"]
    answer: { law: erlang, mean: 4s, shape: 3 }
  advisers:
    count: 2
    skills: { zh: 80, complaint: 60 }
    capacity: { voice: 1, chat: 3, email: 2 }
    shifts: ["08:30-17:00"]
    breaks: ["12:30-13:00"]
    answer: { law: erlang, mean: 4s, shape: 3 }
  shen:
    skills: { zh: 80, complaint: 60 }
    capacity: { voice: 1, chat: 3, email: 2 }
    shifts: ["11:00-20:00"]
    breaks: ["15:00-15:30"]
    misses: 0.01                    # share of offers left unanswered
    answer: { law: erlang, mean: 4s, shape: 3 }
`
