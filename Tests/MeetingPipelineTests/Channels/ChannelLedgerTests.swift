import Testing
import Transcript

@testable import MeetingPipeline

@Suite struct ChannelLedgerTests {
    private static func ledgerPart(_ start: Double, _ end: Double, _ reason: String? = nil) -> LedgerAssembly.Part {
        LedgerAssembly.Part(
            range: TimeRange(start: start, end: end), kind: reason == nil ? .transcribed : .dropped, reason: reason)
    }

    private static func entry(
        _ start: Double, _ end: Double, _ kind: LedgerKind, _ reason: String? = nil
    ) -> LedgerEntry { LedgerEntry(range: TimeRange(start: start, end: end), kind: kind, reason: reason) }

    private static func entries(_ tracks: [[LedgerAssembly.Part]], _ duration: Double) -> [LedgerEntry] {
        let ledgerParts = ChannelLedger.ledgerParts(tracks.enumerated().map { ($0.offset + 1, $0.element) })
        let ledger = LedgerAssembly.ledger(ledgerParts, durationSeconds: duration)
        #expect(ledger.accounts(for: duration))
        return ledger.entries
    }

    @Test func aSecondIsTranscribedWhereAnyChannelIs() {
        let entries = Self.entries(
            [[Self.ledgerPart(1, 4), Self.ledgerPart(6, 7, "loop")], [Self.ledgerPart(3, 6.5)]], 10)
        #expect(
            entries == [
                Self.entry(0, 1, .nonSpeech), Self.entry(1, 6.5, .transcribed),
                Self.entry(6.5, 7, .dropped, "channel 1: loop"), Self.entry(7, 10, .nonSpeech),
            ])
    }

    @Test func everyChannelThatWasDroppedIsNamed() {
        let entries = Self.entries(
            [[Self.ledgerPart(1, 4, "loop")], [], [Self.ledgerPart(2, 3, "no words recognised")]], 5)
        #expect(
            entries == [
                Self.entry(0, 1, .nonSpeech), Self.entry(1, 2, .dropped, "channel 1: loop"),
                Self.entry(2, 3, .dropped, "channel 1: loop; channel 3: no words recognised"),
                Self.entry(3, 4, .dropped, "channel 1: loop"), Self.entry(4, 5, .nonSpeech),
            ])
    }

    @Test func noChannelHasSpeech() {
        #expect(Self.entries([[], []], 3) == [Self.entry(0, 3, .nonSpeech)])
        #expect(ChannelLedger.ledgerParts([]).isEmpty)
    }
}
