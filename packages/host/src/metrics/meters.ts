import { Metric } from "effect"

const counter = (name: string, description: string) => Metric.counter(name, { description, incremental: true })

/** What /metrics tells. Counters begin at this start of the process, as Prometheus expects. */
export const meters = {
  opened: counter("strowger_contacts_opened_total", "Contacts opened, by channel and queue"),
  offered: counter("strowger_offers_made_total", "Offers made, by channel and queue"),
  accepted: counter("strowger_contacts_accepted_total", "Contacts accepted by an agent, by channel and queue"),
  declined: counter("strowger_offers_declined_total", "Offers declined, by channel and queue"),
  unanswered: counter("strowger_offers_unanswered_total", "Offers nobody answered in time, by channel and queue"),
  completed: counter("strowger_contacts_completed_total", "Contacts whose conversation ended, by channel and queue"),
  abandoned: counter(
    "strowger_contacts_abandoned_total",
    "Contacts whose customer left before an agent answered, by channel and queue"
  ),
  units: counter("strowger_units_taken_total", "Inbound units recorded, by adapter and type"),
  sent: counter("strowger_intents_settled_total", "Outward acts ended, by outcome"),
  noted: counter("strowger_noted_total", "Things a person should see, by kind"),
  appends: counter("strowger_journal_entries_total", "Entries appended to the log"),
  waiting: Metric.gauge("strowger_contacts_waiting", { description: "Contacts waiting now, by queue" }),
  agents: Metric.gauge("strowger_agents", { description: "Agents now, by presence" }),
  pending: Metric.gauge("strowger_intents_pending", { description: "Outward acts not ended yet" }),
  refused: Metric.gauge("strowger_adapter_refused_total", {
    description: "Units an adapter refused since its start, by adapter and reason"
  }),
  up: Metric.gauge("strowger_adapter_up", { description: "1 = the adapter's link is up" }),
  position: Metric.gauge("strowger_log_position", { description: "Highest durable sequence of the log" })
}
