import Foundation
import TranscriptFormats

/// Where everything goes that is not data: standard error, each message with the program's name in front.
enum Messages {
    /// Writes one message. File names in it cannot move the cursor or pretend to be other lines than these.
    static func write(_ message: String) {
        let lines = message.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            String(line.prefix { $0 == " " }) + InertText.line(String(line))
        }
        do {
            try FileDescriptor.writeAll(
                Array("whosaid: \(lines.joined(separator: "\n"))\n".utf8), to: STDERR_FILENO)
        } catch {
            // Nobody is left to be told.
        }
    }
}
