import Foundation
import JobRunner
import Synchronization
import TranscriptFormats

/// One line on a terminal that tells how far the work on a recording is; nothing elsewhere.
final class ProgressLine: Sendable {
    private struct State {
        var name = ""
        var isShown = false
        var last = ContinuousClock.now
    }

    private let isEnabled = isatty(STDERR_FILENO) == 1
    private let state = Mutex(State())

    /// Starts a recording.
    func begin(_ path: String) {
        let name = InertText.line((path as NSString).lastPathComponent)
        // A line that wraps cannot be wiped.
        state.withLock { $0.name = name.count <= 40 ? name : name.prefix(39) + "…" }
    }

    /// Says what is being done and how many seconds of sound it has got to; at most ten times a second.
    func update(_ progress: JobProgress) {
        let seconds = Int(progress.seconds)
        guard isEnabled else { return }
        state.withLock { state in
            let now = ContinuousClock.now
            guard !state.isShown || now - state.last > .milliseconds(100) else { return }
            state.last = now
            state.isShown = true
            write(
                "\r\u{1B}[K\(state.name): \(progress.stage), \(seconds / 60):\(String(format: "%02d", seconds % 60))"
            )
        }
    }

    /// Wipes the line.
    func end() {
        state.withLock { state in
            if state.isShown { write("\r\u{1B}[K") }
            state.isShown = false
        }
    }

    private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
