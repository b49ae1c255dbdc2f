import Recognition
import Testing
import Transcript

@testable import MeetingPipeline

@Suite struct ChunkOutcomeTests {
    private static func chunk(_ start: Double, _ end: Double) -> SpeechChunk {
        SpeechChunk(range: TimeRange(start: start, end: end), speech: TimeRange(start: start, end: end))
    }

    private static func result(
        _ times: [(Double, Double)], _ ending: RecognizedChunk.Ending = .complete
    ) -> RecognizedChunk {
        RecognizedChunk(
            words: times.map { RecognizedWord(text: "w", start: $0.0, end: $0.1, confidence: 0.5) }, ending: ending)
    }

    private static func spans(_ ledgerParts: [LedgerAssembly.Part]) -> [[Double]] {
        ledgerParts.map { [$0.range.start, $0.range.end] }
    }

    @Test func wordsMoveToTheTimeOfTheRecording() {
        let (words, ledgerParts) = ChunkOutcome.collect(
            [Self.chunk(2, 4), Self.chunk(5, 6)], [Self.result([(0.5, 1)]), Self.result([(0, 0.25)])],
            durationSeconds: 10)
        #expect(words.map(\.range) == [TimeRange(start: 2.5, end: 3), TimeRange(start: 5, end: 5.25)])
        #expect(ledgerParts.map(\.kind) == [.transcribed, .transcribed])
        #expect(Self.spans(ledgerParts) == [[2, 4], [5, 6]])
    }

    @Test func aChunkWithoutWordsIsDropped() {
        let (words, ledgerParts) = ChunkOutcome.collect(
            [Self.chunk(2, 4), Self.chunk(5, 6)], [Self.result([]), Self.result([], .repetition)], durationSeconds: 10)
        #expect(words.isEmpty)
        #expect(ledgerParts.map(\.kind) == [.dropped, .dropped])
        #expect(ledgerParts.map(\.reason) == ["no words recognised", "repetition loop"])
    }

    @Test func aChunkWithoutAVoiceWasNotRecognizedAndSaysWhy() {
        var noise = Self.chunk(0, 2)
        noise.hasVoice = false
        let (words, ledgerParts) = ChunkOutcome.collect(
            [noise, Self.chunk(3, 4)], [Self.result([(0.25, 0.5)])], durationSeconds: 10)
        #expect(words.map(\.range) == [TimeRange(start: 3.25, end: 3.5)])
        #expect(ledgerParts.map(\.kind) == [.dropped, .transcribed])
        #expect(ledgerParts[0].reason == "no voice in the sound")
    }

    @Test func whatALoopTookIsDropped() {
        let (_, ledgerParts) = ChunkOutcome.collect(
            [Self.chunk(2, 6)], [Self.result([(0.5, 1)], .repetition)], durationSeconds: 10)
        #expect(Self.spans(ledgerParts) == [[2, 3], [3, 6]])
        #expect(ledgerParts.map(\.kind) == [.transcribed, .dropped])
        #expect(ledgerParts.last?.reason == "repetition loop")
    }

    @Test func wordsStayInTheirChunk() {
        // A short chunk is padded with silence; the recognizer may extend a word into it.
        let (words, ledgerParts) = ChunkOutcome.collect(
            [Self.chunk(1, 1.25), Self.chunk(1.25, 2)],
            [Self.result([(0, 0.2), (0.3, 0.4)]), Self.result([(0, 0.5)])],
            durationSeconds: 10)
        for (one, next) in zip(words, words.dropFirst()) { #expect(one.range.end <= next.range.start) }
        #expect(words.map(\.range.end) == [1.2, 1.25, 1.75])
        #expect(Self.spans(ledgerParts) == [[1, 1.25], [1.25, 2]])
    }

    @Test func wordsStayInTheRecording() {
        let (words, _) = ChunkOutcome.collect(
            [Self.chunk(9, 10.1)], [Self.result([(0.5, 1.1), (1.05, 1.1)])], durationSeconds: 10)
        #expect(words.map(\.range) == [TimeRange(start: 9.5, end: 10), TimeRange(start: 10, end: 10)])
    }
}
