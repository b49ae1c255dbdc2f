public import Transcript

/// One turn as people read it.
public struct DialogueLine: Hashable, Sendable {
    /// When the turn starts, for example `00:12.3`; all lines of a transcript have hours or none has.
    public let time: String
    /// Index of the speaker, or nil where nobody could be told.
    public let speakerIndex: Int?
    /// Name of the speaker, or `?`.
    public let speaker: String
    /// What is said, on one line.
    public let text: String

    /// The line as plain text: `[00:12.3] S1: text`.
    public var plain: String { "[\(time)] \(speaker): \(text)" }
}

extension MeetingTranscript {
    /// The turns as people read them.
    public var dialogue: [DialogueLine] {
        turns.map { turn in
            DialogueLine(
                time: clock(turn.range.start), speakerIndex: turn.speaker, speaker: displayName(of: turn.speaker),
                text: InertText.line(turn.text))
        }
    }

    /// A time of this recording: with hours exactly if the recording is an hour long or longer.
    public func clock(_ seconds: Double) -> String {
        ClockTime.tenths(seconds, withHours: recording.durationSeconds >= 3600)
    }
}
