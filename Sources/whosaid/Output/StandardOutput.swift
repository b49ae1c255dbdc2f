import Foundation
import Reports

/// Where data goes, and nothing else.
enum StandardOutput {
    /// Writes all of a text at once.
    ///
    /// Where the reader has gone, as in `whosaid show 1 | head -1`, the signal SIGPIPE ends the process quietly as it
    /// does any other; where a parent had that signal ignored, the process ends as if it had come.
    /// - Throws: `CommandError.outputFailed`, for example on a full disk.
    static func write(_ text: String) throws(CommandError) { try write(Data(text.utf8)) }

    /// Writes bytes as `write(_:)` writes a text.
    static func write(_ bytes: Data) throws(CommandError) {
        do {
            try FileDescriptor.writeAll([UInt8](bytes), to: STDOUT_FILENO)
        } catch {
            guard error.code != EPIPE else { exit(128 + SIGPIPE) }
            throw .outputFailed(reason: error.reason)
        }
    }

    /// Whether a person reads it as it comes.
    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Columns of the terminal: what `COLUMNS` says, else what the terminal says, else 80.
    static var columnCount: Int {
        if let columns = ProcessInfo.processInfo.environment["COLUMNS"].flatMap({ Int($0) }), (1...10_000) ~= columns {
            return columns
        }
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }
}

extension TerminalStyle {
    /// The style for standard output.
    static var standardOutput: TerminalStyle {
        TerminalStyle(isTerminal: StandardOutput.isTerminal, environment: ProcessInfo.processInfo.environment)
    }
}

/// Writing to descriptors of the operating system.
enum FileDescriptor {
    /// An error of the operating system.
    struct SystemError: Error {
        let code: Int32
        var reason: String { String(cString: strerror(code)) }
    }

    /// Writes all bytes, however many calls it takes.
    static func writeAll(_ bytes: [UInt8], to descriptor: Int32) throws(SystemError) {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                written += count
            } else if errno != EINTR {
                throw SystemError(code: errno)
            }
        }
    }
}
