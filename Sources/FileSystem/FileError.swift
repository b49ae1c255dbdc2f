/// Why a file cannot be used. Cases carry the facts; the text is in `description`.
public enum FileError: Error, Hashable, Sendable {
    /// No file has this path.
    case missing(path: String)
    /// The path names a folder.
    case isFolder(path: String)
    /// The path names a pipe, socket or device: reading it could block for ever, and it cannot be read twice.
    case notRegular(path: String, kind: FileKind)
    /// The file belongs to another user, or is a link: its content cannot be trusted.
    case foreign(path: String)
    /// The file was written to, or replaced, while it was read.
    case changed(path: String)
    /// A call that reads the file did not return for `waitedSeconds`.
    case stalled(path: String, waitedSeconds: Double)
    /// The operating system refused.
    case system(SystemError)

    /// `missing` where the system says so of a file that was to be opened; else `system`.
    init(_ error: SystemError) {
        self = error.operation == .open && error.isMissing ? .missing(path: error.path) : .system(error)
    }

    /// The file.
    public var path: String {
        switch self {
        case .missing(let path), .isFolder(let path), .notRegular(let path, _), .foreign(let path), .changed(let path),
            .stalled(let path, _):
            path
        case .system(let error): error.path
        }
    }
}

extension FileError: CustomStringConvertible {
    /// One line: the file, the cause, and what to do where that is known.
    public var description: String { "\(path): \(reason)" + (advice.map { "; \($0)" } ?? "") }

    /// The cause, without the file.
    public var reason: String {
        switch self {
        case .missing: "no such file"
        case .isFolder: "is a folder, not a file"
        case .notRegular(_, let kind): "is a \(kind.name), not a regular file"
        case .foreign: "is not a regular file of yours"
        case .changed: "the file changed while it was read"
        case .stalled(_, let waitedSeconds): "reading gave nothing for \((waitedSeconds * 100).rounded() / 100) s"
        case .system(let error): error.reason
        }
    }

    /// What to do about it; nil where that is not known.
    public var advice: String? {
        switch self {
        case .missing: "check the name"
        case .isFolder: "name a file in it"
        case .notRegular: "copy it to a file first"
        case .foreign: "remove it"
        case .changed: "when nothing writes to it any more, try again"
        case .stalled: "check that its disk or network folder answers"
        case .system(let error): error.advice
        }
    }
}
