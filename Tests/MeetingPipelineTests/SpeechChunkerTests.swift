import Recognition
import Testing
import Transcript

@testable import Diarization
@testable import MeetingPipeline

@Suite struct SpeechChunkerTests {
    private static func preferences(longest: Double, lead: Double = 0.6, tail: Double = 0.3) -> ChunkingPreferences {
        ChunkingPreferences(
            shortestSeconds: 0.4, comfortableSeconds: 12, longestSeconds: longest, leadSeconds: lead,
            tailSeconds: tail)
    }

    private static func chunks(_ scene: Scene, longest: Double) -> [SpeechChunk] {
        SpeechChunker(preferences(longest: longest))
            .chunks(scene.timeline, scene.diarization.exclusiveSpeech, durationSeconds: scene.durationSeconds)
    }

    /// What must hold for any recording.
    private static func check(_ scene: Scene, longest: Double, sourceLocation: SourceLocation = #_sourceLocation) {
        let chunks = chunks(scene, longest: longest)
        for chunk in chunks {
            #expect(chunk.range.duration <= longest + 1e-9, sourceLocation: sourceLocation)
            #expect(chunk.range.duration > 0, sourceLocation: sourceLocation)
            #expect(chunk.range.start >= 0, sourceLocation: sourceLocation)
            #expect(chunk.range.end <= scene.durationSeconds + 1e-9, sourceLocation: sourceLocation)
            #expect(
                chunk.range.start <= chunk.speech.start && chunk.speech.end <= chunk.range.end,
                sourceLocation: sourceLocation)
        }
        for (one, next) in zip(chunks, chunks.dropFirst()) {
            #expect(one.range.end <= next.range.start + 1e-9, sourceLocation: sourceLocation)
        }
        for span in scene.timeline.spans {
            let covered = chunks.reduce(0) { $0 + $1.range.overlap(with: span) }
            #expect(abs(covered - span.duration) < 1e-6, "speech is left out", sourceLocation: sourceLocation)
        }
    }

    @Test(arguments: 1...60)
    func chunksHoldAllSpeechAndDoNotOverlap(seed: UInt64) {
        let scene = Scene(seed: seed)
        for longest in [3.0, 15, 30] { Self.check(scene, longest: longest) }
    }

    @Test func nothingSaidGivesNoChunks() {
        #expect(Self.chunks(Scene(durationSeconds: 20, speakers: 1, []), longest: 15).isEmpty)
        #expect(Self.chunks(Scene(durationSeconds: 0, speakers: 0, []), longest: 15).isEmpty)
    }

    @Test func oneLongSpeechIsCut() {
        let scene = Scene(durationSeconds: 100, speakers: 1, [(0, 0, 100)])
        Self.check(scene, longest: 15)
        let count = Self.chunks(scene, longest: 15).count
        #expect(count >= 7 && count <= 25)
    }

    @Test func speechFromTheFirstSampleToTheLastIsHeld() {
        for duration in [0.05, 0.5, 7, 14.99, 15, 15.01] {
            Self.check(Scene(durationSeconds: duration, speakers: 1, [(0, 0, duration)]), longest: 15)
        }
    }

    @Test func aPauseIsABetterPlaceThanTheMiddleOfASentence() throws {
        let scene = Scene(durationSeconds: 22, speakers: 1, [(0, 1, 10), (0, 11.5, 20)])
        let chunks = Self.chunks(scene, longest: 15)
        try #require(chunks.count == 2)
        #expect(chunks[0].range.end >= 10 && chunks[0].range.end <= chunks[1].range.start)
        #expect(chunks[1].range.start <= 11.5)
    }

    @Test(arguments: [(0.6, 0.3), (0.0, 0.0), (1.0, 0.1)])
    func pausesAreKeptAsTheRecognizerPrefers(lead: Double, tail: Double) throws {
        let scene = Scene(durationSeconds: 22, speakers: 1, [(0, 5, 10)])
        let chunks = SpeechChunker(Self.preferences(longest: 15, lead: lead, tail: tail))
            .chunks(scene.timeline, scene.diarization.exclusiveSpeech, durationSeconds: scene.durationSeconds)
        let chunk = try #require(chunks.first)
        #expect(abs(chunk.speech.start - chunk.range.start - lead) < 1e-9)
        #expect(abs(chunk.range.end - chunk.speech.end - tail) < 1e-9)
    }
}
