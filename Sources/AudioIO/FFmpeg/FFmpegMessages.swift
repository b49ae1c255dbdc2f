/// What ffmpeg and ffprobe write to standard error, in a form that a reader understands and that is the same in every run.
struct FFmpegMessages {
    /// One message each, without memory addresses and the file's name.
    let lines: [String]

    init(_ text: String, path: String) {
        lines = text.split(separator: "\n").map { Self.clean(String($0), path: path) }
            .filter { !$0.isEmpty && !$0.hasPrefix("Last message repeated") }
    }

    /// Whether a length is only a guess from file size and bit rate.
    var saysLengthIsEstimated: Bool { lines.contains { $0.contains("Estimating duration from bitrate") } }

    /// The message that tells best why a file was not taken: the first, since later ones are its consequences.
    var reason: String {
        lines.first { !$0.contains("Estimating duration") } ?? "no reason given"
    }

    private static func clean(_ line: String, path: String) -> String {
        var text = line.replacing("file:\(path): ", with: "").trimmingPrefix { $0 == " " }
        // "[mov,mp4,m4a @ 0x55e0c8] text" becomes "mov,mp4,m4a: text": the address differs from run to run.
        if let match = text.prefixMatch(of: #/\[([^\]@]*?) @ 0x[0-9a-fA-F]+\] /#) {
            let source = match.output.1
            text = "\(source): \(text[match.range.upperBound...])"[...]
            if text.contains("Format not on whitelist") { return "it looks like \(source), which is not sound" }
        }
        return String(text)
    }
}
