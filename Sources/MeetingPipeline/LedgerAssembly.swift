internal import Transcript

/// Makes the ledger: what became of every second.
enum LedgerAssembly {
    /// What became of a span; later spans must not begin before earlier ones.
    struct Part {
        var range: TimeRange
        var kind: LedgerKind
        var reason: String?
    }

    /// A ledger that tiles 0 ... `durationSeconds`: the given spans, and no speech between them.
    static func ledger(_ ledgerParts: [Part], durationSeconds: Double) -> SecondsLedger {
        var entries: [LedgerEntry] = []
        var reached = 0.0
        func add(_ end: Double, _ kind: LedgerKind, _ reason: String?) {
            let end = min(end, durationSeconds)
            guard end > reached else { return }
            if let last = entries.last, last.kind == kind, last.reason == reason {
                entries[entries.count - 1].range = TimeRange(start: last.range.start, end: end)
            } else {
                let range = TimeRange(start: reached, end: end)
                entries.append(LedgerEntry(range: range, kind: kind, reason: reason))
            }
            reached = end
        }
        for ledgerPart in ledgerParts {
            add(ledgerPart.range.start, .nonSpeech, nil)
            add(ledgerPart.range.end, ledgerPart.kind, ledgerPart.reason)
        }
        add(durationSeconds, .nonSpeech, nil)
        return SecondsLedger(entries: entries)
    }
}
