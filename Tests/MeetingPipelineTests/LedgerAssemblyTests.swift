import TestSupport
import Testing
import Transcript

@testable import MeetingPipeline

@Suite struct LedgerAssemblyTests {
    private static func ledgerPart(
        _ start: Double, _ end: Double, _ kind: LedgerKind = .transcribed, _ reason: String? = nil
    ) -> LedgerAssembly.Part {
        LedgerAssembly.Part(range: TimeRange(start: start, end: end), kind: kind, reason: reason)
    }

    /// Every instant has exactly one entry, without rounding.
    private static func tiles(_ ledger: SecondsLedger, _ duration: Double) -> Bool {
        var reached = 0.0
        for entry in ledger.entries {
            guard entry.range.start == reached, entry.range.end > reached else { return false }
            reached = entry.range.end
        }
        return reached == duration
    }

    @Test func gapsHaveNoSpeech() {
        let ledger = LedgerAssembly.ledger(
            [Self.ledgerPart(1, 2), Self.ledgerPart(2, 3, .dropped, "loop"), Self.ledgerPart(5, 6)], durationSeconds: 10
        )
        #expect(
            ledger.entries == [
                LedgerEntry(range: TimeRange(start: 0, end: 1), kind: .nonSpeech),
                LedgerEntry(range: TimeRange(start: 1, end: 2), kind: .transcribed),
                LedgerEntry(range: TimeRange(start: 2, end: 3), kind: .dropped, reason: "loop"),
                LedgerEntry(range: TimeRange(start: 3, end: 5), kind: .nonSpeech),
                LedgerEntry(range: TimeRange(start: 5, end: 6), kind: .transcribed),
                LedgerEntry(range: TimeRange(start: 6, end: 10), kind: .nonSpeech),
            ])
    }

    @Test func neighboursOfAKindAreOneEntry() {
        let ledger = LedgerAssembly.ledger(
            [
                Self.ledgerPart(0, 2), Self.ledgerPart(2, 3), Self.ledgerPart(3, 4, .dropped, "a"),
                Self.ledgerPart(4, 5, .dropped, "b"),
                Self.ledgerPart(5, 6, .dropped, "b"),
            ], durationSeconds: 6)
        #expect(ledger.entries.map(\.range.end) == [3, 4, 6])
        #expect(ledger.entries.map(\.reason) == [nil, "a", "b"])
    }

    @Test func emptyRecordingsAndEmptySpans() {
        #expect(LedgerAssembly.ledger([], durationSeconds: 0).entries.isEmpty)
        #expect(
            LedgerAssembly.ledger([], durationSeconds: 3).entries
                == [LedgerEntry(range: TimeRange(start: 0, end: 3), kind: .nonSpeech)])
        #expect(LedgerAssembly.ledger([Self.ledgerPart(1, 1)], durationSeconds: 3).entries.count == 1)
        #expect(LedgerAssembly.ledger([Self.ledgerPart(0, 9)], durationSeconds: 3).entries.map(\.range.end) == [3])
        #expect(LedgerAssembly.ledger([Self.ledgerPart(4, 9)], durationSeconds: 3).entries.map(\.kind) == [.nonSpeech])
    }

    @Test(arguments: 1...30)
    func anyFatesTileExactly(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var ledgerParts: [LedgerAssembly.Part] = []
        var time = 0.0
        for _ in 0..<Int.random(in: 0...20, using: &generator) {
            let start = time + Double.random(in: -0.2...1, using: &generator)
            let end = max(start, start + Double.random(in: -0.1...2, using: &generator))
            let kind: LedgerKind = Bool.random(using: &generator) ? .transcribed : .dropped
            ledgerParts.append(Self.ledgerPart(max(0, start), max(0, end), kind, kind == .dropped ? "reason" : nil))
            time = max(time, start)
        }
        let duration = Double.random(in: 0.1...25, using: &generator)
        let ledger = LedgerAssembly.ledger(ledgerParts, durationSeconds: duration)
        #expect(Self.tiles(ledger, duration))
        #expect(ledger.accounts(for: duration))
        let total = LedgerKind.allCases.reduce(0) { $0 + ledger.seconds(of: $1) }
        #expect(abs(total - duration) < 1e-9)
    }
}
