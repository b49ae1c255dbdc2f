import FileSystem
import Foundation
import Reports

/// Standard output, for data only.
enum StandardOutput {
    /// Writes a text.
    ///
    /// If the reader has closed the pipe, as in `whosaid show 1 | head -1`, SIGPIPE ends the process. If the parent has
    /// set the signal to be ignored, the process exits with the same status.
    /// - Throws: `CommandError.outputFailed`, for example on a full disk.
    static func write(_ text: String) throws(CommandError) { try write(Data(text.utf8)) }

    /// Writes bytes; see `write(_:)` for texts.
    static func write(_ bytes: Data) throws(CommandError) {
        do throws(SystemError) {
            try FileDescriptor.write([UInt8](bytes), to: .output)
        } catch {
            guard error.code != EPIPE else { exit(128 + SIGPIPE) }
            throw .outputFailed(reason: error.text)
        }
    }

    /// Whether standard output is a terminal.
    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Columns of the terminal: `COLUMNS`, or else the size of the terminal, or else 80.
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
