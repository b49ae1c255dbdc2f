public import Transcript
import TranscriptText

/// What one speaker says in one go, as people read it: a turn, or a paragraph of a long one.
public struct DialogueLine: Hashable, Sendable {
    /// Number of the turn, from 1.
    public let turn: Int
    /// Whether the turn has begun in an earlier line.
    public let isContinued: Bool
    /// From the first word to the end of the last one, in seconds.
    public let range: TimeRange
    /// When it starts, for example `00:12.3`; all lines of a transcript have hours or none has.
    public let time: String
    /// Index of the speaker, or nil where the speaker is unknown.
    public let speakerIndex: Int?
    /// Name of the speaker; `?` where the speaker is unknown of several, nil where no speaker of the transcript is known.
    public let speaker: String?
    /// What is said, on one line.
    public let text: String

    /// The line as plain text: `[00:12.3] S1: text`.
    public var plain: String { "[\(time)] " + (speaker.map { "\($0): " } ?? "") + text }
}

extension MeetingTranscript {
    /// The turns as people read them, long ones in paragraphs, each of which has the speaker again.
    /// - Parameter showsNames: Whether lines say who speaks.
    public func dialogue(showsNames: Bool = true) -> [DialogueLine] {
        turns.enumerated().flatMap { index, turn in
            // A question mark before each line tells nobody anything.
            let isNameless = !showsNames || (turn.speaker == nil && speakers.isEmpty)
            return turn.paragraphs.enumerated().map { position, paragraph in
                DialogueLine(
                    turn: index + 1, isContinued: position > 0, range: paragraph.range,
                    time: clock(paragraph.range.start), speakerIndex: turn.speaker,
                    speaker: isNameless ? nil : displayName(of: turn.speaker), text: InertText.line(paragraph.text))
            }
        }
    }

    /// The turns as people read them.
    public var dialogue: [DialogueLine] { dialogue() }

    /// A time of this recording: with hours exactly if the recording is an hour long or longer.
    public func clock(_ seconds: Double) -> String {
        ClockTime.tenths(seconds, withHours: recording.durationSeconds >= 3600)
    }
}
