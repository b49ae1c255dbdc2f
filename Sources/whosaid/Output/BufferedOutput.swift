import Foundation

/// Standard output with a buffer, for many short texts.
struct BufferedOutput {
    private static let byteCount = 1 << 16
    private var bytes = Data()

    mutating func write(_ text: String) throws(CommandError) {
        bytes.append(contentsOf: text.utf8)
        if bytes.count >= Self.byteCount { try flush() }
    }

    /// Writes the rest of the buffer. The caller must call it at the end.
    mutating func flush() throws(CommandError) {
        try StandardOutput.write(bytes)
        bytes.removeAll(keepingCapacity: true)
    }
}
