/// Why the result of another system could not be read.
public enum ImportError: Error, Hashable, Sendable {
    /// The file is not UTF-8.
    case notText(file: String)
    /// The content is that of no known system.
    case unknownFormat(file: String)
    /// Not the JSON that the system writes; `place` says where in the document, and is empty for the whole.
    case json(file: String, place: String, problem: String)
    /// A line is not what the format asks for.
    case line(file: String, line: Int, problem: String)
    /// The file speaks of several recordings.
    case severalRecordings(file: String, names: [String])
    /// What the file says breaks a rule of transcripts.
    case unusable(file: String, problem: String)
    /// The system did not finish its work.
    case unfinished(file: String, status: String)
}

extension ImportError: CustomStringConvertible {
    /// The file, the place and the cause.
    public var description: String {
        switch self {
        case .notText(let file): "\(file): is not text in UTF-8"
        case .unknownFormat(let file):
            "\(file): cannot tell which system it is from; say so by --format"
        case .json(let file, let place, let problem): "\(file): \(place.isEmpty ? "" : place + ": ")\(problem)"
        case .line(let file, let line, let problem): "\(file):\(line): \(problem)"
        case .severalRecordings(let file, let names):
            "\(file): speaks of several recordings (\(names.prefix(3).joined(separator: ", "))"
                + "\(names.count > 3 ? " and \(names.count - 3) more" : "")); give each a file of its own"
        case .unusable(let file, let problem): "\(file): cannot be imported: \(problem)"
        case .unfinished(let file, let status): "\(file): the system had not finished: its status is \(status)"
        }
    }
}
