// The real peers that tests run against, each a Debian package: what it is for, and how to see that it is there.
import { accessSync, constants } from "node:fs"

/** @type {Record<string, { packages: string[], paths: string[], why: string }>} */
export const peers = {
  chromium: {
    packages: ["chromium", "fonts-noto-cjk"],
    paths: ["/usr/bin/chromium"],
    why: "the screens and the router in a browser"
  },
  dovecot: {
    packages: ["dovecot-imapd", "dovecot-lmtpd"],
    paths: ["/usr/sbin/dovecot", "/usr/lib/dovecot/lmtp", "/usr/lib/dovecot/imap"],
    why: "mail over a real IMAP server"
  },
  swaks: { packages: ["swaks"], paths: ["/usr/bin/swaks"], why: "mail from a client that we did not write" },
  netSmpp: {
    packages: ["libnet-smpp-perl", "perl"],
    paths: ["/usr/share/perl5/Net/SMPP.pm"],
    why: "short messages with an SMSC that we did not write"
  },
  tshark: {
    packages: ["tshark"],
    paths: ["/usr/bin/tshark", "/usr/bin/text2pcap"],
    why: "an independent decoder of our octets"
  },
  openssl: { packages: ["openssl"], paths: ["/usr/bin/openssl"], why: "certificates for TLS tests" },
  xmllint: { packages: ["libxml2-utils"], paths: ["/usr/bin/xmllint"], why: "schema validation of our CSTA messages" },
  redis: {
    packages: ["redis-server"],
    paths: ["/usr/bin/redis-server"],
    why: "the comparison with a router that keeps its state there"
  }
}

const readable = (path) => {
  try {
    accessSync(path, constants.R_OK)
    return true
  } catch {
    return false
  }
}

/** Which peers are on this machine. */
export const present = () =>
  Object.fromEntries(Object.entries(peers).map(([name, peer]) => [name, peer.paths.every(readable)]))

/** The Debian packages of the peers that are absent. */
export const missingPackages = () => {
  const here = present()
  return [...new Set(Object.entries(peers).flatMap(([name, peer]) => (here[name] ? [] : peer.packages)))]
}
