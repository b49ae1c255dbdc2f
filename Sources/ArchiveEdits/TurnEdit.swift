public import Transcript

/// What a person corrects in one turn.
public enum TurnEdit: Hashable, Sendable {
    /// The turn says this; words are separated by white space.
    case text(String)
    /// This speaker of the recording says it; nil for an unknown speaker.
    case speaker(String?)
}

/// The state of a correction in the current transcript.
public enum TurnEditState: Hashable, Sendable {
    /// It is made.
    case applied
    /// It was undone.
    case undone(at: String)
    /// It is not possible in the current transcript, which was made later. It is kept for the next one.
    case notApplied(reason: String)
}

/// A correction that the archive keeps.
public struct TurnEditRecord: Hashable, Sendable {
    /// Its number; later corrections have greater ones.
    public let id: Int64
    /// When it was made, ISO 8601 in UTC.
    public let madeAt: String
    /// When the turn was spoken, in seconds.
    public let range: TimeRange
    /// What the turn said.
    public let originalText: String
    /// Who said it, or nil for an unknown speaker.
    public let originalSpeaker: String?
    /// What was corrected.
    public let edit: TurnEdit
    /// Its state.
    public let state: TurnEditState
}

/// A correction that was just made, and the transcript with it.
public struct MadeEdit: Hashable, Sendable {
    /// The correction.
    public let record: TurnEditRecord
    /// The transcript as the same transaction has left it.
    public let transcript: MeetingTranscript
}

/// A correction was not possible; nothing was changed.
public struct TurnEditError: Error, Hashable, Sendable {
    /// Id of the recording.
    public let recordingID: Int64
    /// Why not.
    public let problem: TurnEditProblem

    /// Makes an error; see the properties.
    public init(recordingID: Int64, problem: TurnEditProblem) {
        self.recordingID = recordingID
        self.problem = problem
    }
}

extension TurnEditError: CustomStringConvertible {
    /// What is wrong with which recording.
    public var description: String { "cannot correct recording \(recordingID): \(problem)" }
}

/// Why a turn cannot be corrected.
public enum TurnEditProblem: Error, Hashable, Sendable {
    /// There is no turn of that number.
    case noSuchTurn(number: Int, count: Int)
    /// The recording has no speaker of that name.
    case noSuchSpeaker(name: String, known: [String])
    /// There would be no word left.
    case noWords
    /// The turn already is as the correction would make it.
    case changesNothing(number: Int)
    /// There is no correction to undo.
    case nothingToUndo
}

extension TurnEditProblem: CustomStringConvertible {
    /// What is wrong and what to do instead.
    public var description: String {
        switch self {
        case .noSuchTurn(let number, let count):
            "there is no turn \(number); turns go from 1 to \(count), as `whosaid show --numbers` prints them"
        case .noSuchSpeaker(let name, let known):
            "nobody in it is called `\(name)`; there are \((known + ["?"]).joined(separator: ", ")), where ? is nobody"
        case .noWords: "a turn needs words"
        case .changesNothing(let number): "turn \(number) is so already"
        case .nothingToUndo: "nothing in it was corrected, or all of it has been undone"
        }
    }
}
