public import Transcript

/// Recordings of made-up voices for tests of people.
public enum VoiceFixtures {
    /// A voice: 256 numbers that no other number gives, as alike to others as real ones are.
    /// - Parameters:
    ///   - deviation: How far a recording's idea of the voice is from the voice itself, relative to its size.
    ///   - take: Which recording.
    public static func voice(_ number: UInt64, deviation: Double = 0, take: UInt64 = 0) -> [Float] {
        let (base, noise) = (gaussian(number), gaussian(1000 * number + take + 500))
        return zip(base, noise).map { Float($0 + deviation * $1) }
    }

    private static func gaussian(_ seed: UInt64) -> [Double] {
        var generator = SeededGenerator(seed: seed)
        // The sum of twelve even numbers has variance 1 and is nearly normal.
        return (0..<256).map { _ in (0..<12).reduce(-6) { sum, _ in sum + Double.random(in: 0..<1, using: &generator) }
        }
    }

    /// A recording in which voices speak one after another.
    /// - Parameters:
    ///   - number: Tells recordings apart.
    ///   - speakers: Embedding and seconds of each.
    ///   - startedAt: When it was transcribed.
    public static func meeting(
        _ number: UInt64, _ speakers: [(embedding: [Float], seconds: Double)],
        startedAt: String = "2024-05-06T07:08:09Z"
    ) -> MeetingTranscript {
        var start = 0.0
        var transcript = TranscriptFixtures.silence
        transcript.recording.contentHash = TranscriptFixtures.hash(7000 + number)
        transcript.recording.path = "/meetings/\(number).flac"
        transcript.run.startedAt = startedAt
        for (index, speaker) in speakers.enumerated() {
            let range = TimeRange(start: start, end: start + speaker.seconds)
            transcript.speakers.append(Speaker(label: "S\(index + 1)", embedding: speaker.embedding))
            transcript.speech.append(SpeechSpan(speaker: index, range: range))
            transcript.turns.append(
                TranscriptFixtures.turn(
                    index, start: start, wordSeconds: speaker.seconds / 4, "Words of meeting \(number)"))
            start = range.end
        }
        transcript.exclusiveSpeech = transcript.speech
        transcript.recording.durationSeconds = start
        transcript.ledger = SecondsLedger(entries: [
            LedgerEntry(range: TimeRange(start: 0, end: start), kind: .transcribed)
        ])
        return transcript
    }
}
