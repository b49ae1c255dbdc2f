public import Foundation
public import Transcript

/// Times and transcripts for tests of jobs.
public enum JobFixtures {
    /// An instant after a fixed beginning.
    public static func date(_ seconds: Double) -> Date { Date(timeIntervalSince1970: 1_700_000_000 + seconds) }

    /// The result key of requests and transcripts.
    public static let resultKey = "listening 1, words 1"

    /// The transcript of a content, as its worker would make it.
    public static func transcript(contentHash: String, path: String) -> MeetingTranscript {
        var transcript = TranscriptFixtures.meeting
        transcript.recording.contentHash = contentHash
        transcript.recording.path = path
        transcript.run.resultKey = resultKey
        return transcript
    }
}
