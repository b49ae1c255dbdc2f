internal import Foundation

/// A call of the operating system that failed: what was tried, with which file or program, and the error number.
///
/// This is the only type of the program that turns error numbers into words.
public struct SystemError: Error, Hashable, Sendable {
    /// What was tried.
    public enum Operation: Hashable, Sendable {
        /// Opening a file, or asking the file system about one.
        case open
        /// Reading, or mapping into memory.
        case read
        /// Writing, creating, renaming, or setting permissions or times.
        case write
        /// Taking or asking for a lock.
        case lock
        /// Deleting.
        case remove
        /// Starting a program, or connecting to it.
        case start
    }

    /// What was tried.
    public let operation: Operation
    /// The file or program, as the caller named it.
    public let path: String
    /// The system's error number, for example `ENOENT`.
    public let code: Int32

    /// Makes an error from its parts.
    public init(_ operation: Operation, path: String, code: Int32) {
        self.operation = operation
        self.path = path
        self.code = code
    }

    /// The error of the call that has just failed, by `errno`.
    static func last(_ operation: Operation, _ path: String) -> SystemError {
        SystemError(operation, path: path, code: errno)
    }

    /// The system's text for an error number, for example `No space left on device`.
    public static func text(_ code: Int32) -> String { String(cString: strerror(code)) }

    /// The system's text for the error, for example `Permission denied`.
    public var text: String { Self.text(code) }

    /// The error number inside an error of Foundation, which may wrap it several times; nil where there is none.
    public static func code(of error: any Error) -> Int32? {
        if let error = error as? SystemError { return error.code }
        let error = error as NSError
        if error.domain == NSPOSIXErrorDomain { return Int32(error.code) }
        return (error.userInfo[NSUnderlyingErrorKey] as? any Error).flatMap(code)
    }

    /// The system's text for an error of Foundation, or Foundation's own where it holds no error number.
    public static func text(of error: any Error) -> String { code(of: error).map(text) ?? error.localizedDescription }

    /// Whether there is no file of this name, or a folder of its path is none.
    public var isMissing: Bool { code == ENOENT || code == ENOTDIR }

    /// Whether the system had too little memory, or too few open files or processes: the file itself may be fine.
    public var isShortOfResources: Bool { [ENOMEM, EAGAIN, EMFILE, ENFILE, ENOBUFS].contains(code) }
}

extension SystemError: CustomStringConvertible {
    /// One line: the file, the cause, and what to do where that is known.
    public var description: String { "\(path): \(reason)" + (advice.map { "; \($0)" } ?? "") }

    /// The cause without the file, for example `cannot be opened (Permission denied)`.
    public var reason: String {
        switch operation {
        case .open: "cannot be opened (\(text))"
        case .read: "reading failed (\(text))"
        case .write: "writing failed (\(text))"
        case .lock: "cannot be locked (\(text))"
        case .remove: "cannot be removed (\(text))"
        case .start: "cannot be started (\(text))"
        }
    }

    /// What to do about it; nil where that is not known.
    public var advice: String? {
        if isShortOfResources { return "free some memory, or close other programs, and try again" }
        switch code {
        case ENOSPC, EDQUOT: return "free some space"
        case EACCES, EPERM: return "check its permissions"
        case EROFS: return "name a place that can be written to"
        case ENOENT, ENOTDIR: return operation == .start ? "check its installation" : "check the name"
        case EIO, ESTALE, ETIMEDOUT, EHOSTDOWN, ENOTCONN: return "check the disk or the network folder"
        default: return operation == .read ? "check the disk or the network folder" : nil
        }
    }
}
