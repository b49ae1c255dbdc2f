public import TranscriptImport

/// Why files could not be scored.
public enum ScoringError: Error, Hashable, Sendable {
    /// The file cannot be read.
    case unreadable(file: String, reason: String)
    /// The file is not UTF-8.
    case notText(file: String)
    /// Neither the name nor the content tells what the file is.
    case unknownFormat(file: String)
    /// The content is not what its format asks for; the error says where and why.
    case input(ImportError)
    /// The line holds words that may be read in several ways.
    case alternatives(file: String, line: Int)
    /// Two files hold the same speaker of the same recording.
    case duplicate(file: String, recording: String, speaker: String)
    /// An archive holds several recordings of that name.
    case ambiguousName(file: String, recording: String)
    /// No recording of the reference is in the hypothesis.
    case nothingInCommon(reference: [String], hypothesis: [String])
    /// One side holds only words, the other only speech.
    case nothingToCompare
    /// The references hold no recording.
    case emptyReference
    /// An evaluation map where a reference or hypothesis is needed, or the other way round.
    case wrongRole(file: String, expected: String)
}

extension ScoringError {
    /// What an exit code can say about an error.
    public enum Kind: Hashable, Sendable {
        /// A file is not there or must not be read.
        case missingInput
        /// A file is not what it should be.
        case undecodable
        /// The files do not fit together.
        case usage
    }

    /// Which kind of error it is.
    public var kind: Kind {
        switch self {
        case .unreadable: .missingInput
        case .duplicate, .ambiguousName, .nothingInCommon, .nothingToCompare, .wrongRole: .usage
        case .notText, .unknownFormat, .input, .alternatives, .emptyReference: .undecodable
        }
    }
}

extension ScoringError: CustomStringConvertible {
    /// The file, the cause and what to do.
    public var description: String {
        switch self {
        case .unreadable(let file, let reason): "\(file): \(reason)"
        case .notText(let file): "\(file): neither UTF-8 nor UTF-16 text; convert it with iconv"
        case .unknownFormat(let file):
            "\(file): cannot tell the format; name it .rttm, .uem, .stm, .ctm or .json"
        case .input(let error): error.description
        case .alternatives(let file, let line):
            "\(file):\(line): words with alternatives cannot be scored; keep one reading"
        case .duplicate(let file, let recording, let speaker):
            "\(file): another file already holds \(speaker) of \(recording); give each once"
        case .ambiguousName(let file, let recording):
            "\(file): \(recording) is there more than once; export the one that is meant as JSON and give that instead"
        case .nothingInCommon(let reference, let hypothesis):
            "the reference speaks of \(Self.some(reference)), the hypothesis of \(Self.some(hypothesis)); "
                + "recordings must have the same name on both sides"
        case .nothingToCompare:
            "one side says only who speaks when, the other only who says what; give words (STM, CTM, JSON) or speech "
                + "(RTTM, JSON) on both"
        case .emptyReference: "the reference names no recording; there is nothing to score against"
        case .wrongRole(let file, let expected): "\(file): \(expected)"
        }
    }

    private static func some(_ names: [String]) -> String {
        let shown = names.prefix(3).joined(separator: ", ")
        return names.isEmpty ? "nothing" : names.count > 3 ? "\(shown) and \(names.count - 3) more" : shown
    }
}
