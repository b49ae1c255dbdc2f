public import TranscriptText

/// Why the result of another system could not be read.
public enum ImportError: Error, Hashable, Sendable {
    /// The file is no text in any encoding.
    case notText(file: String)
    /// The content is that of no known system.
    case unknownFormat(file: String)
    /// An export of this program that cannot be read again.
    case ownExport(file: String)
    /// Not the JSON that the system writes, or no JSON at all.
    case json(file: String, problem: JSONProblem)
    /// A line is not what the format asks for.
    case line(file: String, line: Int, problem: String)
    /// The file speaks of several recordings.
    case severalRecordings(file: String, names: [String])
    /// What the file says breaks a rule of transcripts.
    case unusable(file: String, problem: String)
    /// The system did not finish its work.
    case unfinished(file: String, status: String)
    /// The file has text without any times.
    case noTimes(file: String)
    /// Neither words nor speech were found.
    case nothing(file: String, format: ImportFormat)
}

extension ImportError: CustomStringConvertible {
    /// The file, the place, the cause, and what to do.
    public var description: String {
        switch self {
        case .notText(let file): "\(file): is not text; give a text file in UTF-8 or UTF-16"
        case .unknownFormat(let file):
            "\(file): cannot tell which system it is from; say so by --format, which knows \(Self.formats)"
        case .ownExport(let file):
            "\(file): is an export of this program, which cannot be read again in this format; export it as stm, ctm, "
                + "rttm, srt, vtt or seglst instead"
        case .json(let file, .syntax(let line, let problem)): "\(file):\(line): broken JSON: \(problem)"
        case .json(let file, .value(let place, let problem)):
            "\(file): \(place.isEmpty ? "" : place + ": ")\(problem)"
        case .line(let file, let line, let problem): "\(file):\(line): \(problem)"
        case .severalRecordings(let file, let names):
            "\(file): speaks of several recordings (\(names.prefix(3).joined(separator: ", "))"
                + "\(names.count > 3 ? " and \(names.count - 3) more" : "")); give each a file of its own"
        case .unusable(let file, let problem): "\(file): cannot be imported: \(problem)"
        case .unfinished(let file, let status): "\(file): the system had not finished: its status is \(status)"
        case .noTimes(let file):
            "\(file): has text but no times; ask the system for times of segments or words (OpenAI: verbose_json)"
        case .nothing(let file, let format):
            "\(file): read as \(format.rawValue), it has neither words nor speech, so that there is nothing to import; "
                + "if it is from another system, say so by --format"
        }
    }

    private static var formats: String { ImportFormat.allCases.map(\.rawValue).joined(separator: ", ") }
}
