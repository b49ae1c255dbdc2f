import Foundation

/// Standard output for many short texts, of which as many as fit are written at once.
struct BufferedOutput {
    private static let byteCount = 1 << 16
    private var bytes = Data()

    mutating func write(_ text: String) throws(CommandError) {
        bytes.append(contentsOf: text.utf8)
        if bytes.count >= Self.byteCount { try flush() }
    }

    /// Writes what is left; nothing does so by itself.
    mutating func flush() throws(CommandError) {
        try StandardOutput.write(bytes)
        bytes.removeAll(keepingCapacity: true)
    }
}
