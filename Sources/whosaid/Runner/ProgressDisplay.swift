import FileSystem
import Foundation
import JobRunner
import Synchronization

/// Shows progress on standard error: bars on a terminal, elsewhere a line every 30 seconds.
final class ProgressDisplay: Sendable {
    private struct State {
        var progress: BatchProgress
        var shownLines = 0
        var lastDrawing = Date.distantPast
        /// When a line about a job was last written, without a terminal.
        var lastSentence: [Int64: Date] = [:]
    }

    /// Seconds between two lines about one job, without a terminal.
    private static let sentenceSeconds = 30.0
    private static let drawingSeconds = 0.1

    let isTerminal = isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    private let state = Mutex(State(progress: BatchProgress(begun: Date())))

    /// Adds jobs to the batch.
    func expect(_ count: Int) { state.withLock { $0.progress.expect(count) } }

    /// Starts a job.
    func begin(_ job: Int64, path: String) {
        state.withLock { state in
            state.progress.begin(job, path: path, at: Date())
            state.lastSentence[job] = Date()
            draw(&state, isUrgent: true)
        }
    }

    /// Shows the progress of a running job.
    func update(_ job: Int64, _ step: JobProgress) {
        state.withLock { state in
            state.progress.update(job, step)
            let now = Date()
            if isTerminal {
                draw(&state, isUrgent: false)
            } else if let last = state.lastSentence[job], now.timeIntervalSince(last) >= Self.sentenceSeconds,
                let sentence = state.progress.sentence(of: job, at: now)
            {
                state.lastSentence[job] = now
                Messages.writeLine(sentence)
            }
        }
    }

    /// Ends a running job.
    /// - Parameter isClosed: Whether the job counts as done; otherwise it may run again.
    func end(_ job: Int64, isClosed: Bool) {
        state.withLock { state in
            state.progress.end(job, isClosed: isClosed)
            state.lastSentence[job] = nil
            wipe(&state)
        }
    }

    /// Writes other text to the terminal, above the bars. The lock is held meanwhile, or the next wipe could erase the
    /// text.
    func interrupted<Failure: Error>(by body: () throws(Failure) -> Void) throws(Failure) {
        try state.withLock { state throws(Failure) in
            // The next progress update draws the bars again.
            wipe(&state)
            try body()
        }
    }

    private func draw(_ state: inout State, isUrgent: Bool) {
        let now = Date()
        guard isTerminal, isUrgent || now.timeIntervalSince(state.lastDrawing) >= Self.drawingSeconds else { return }
        wipe(&state)
        let lines = state.progress.lines(at: now, width: Self.terminalWidth - 1)
        write(lines.map { $0 + "\n" }.joined())
        state.shownLines = lines.count
        state.lastDrawing = now
    }

    private func wipe(_ state: inout State) {
        write(String(repeating: "\u{1B}[1A\r\u{1B}[K", count: state.shownLines))
        state.shownLines = 0
    }

    private func write(_ text: String) {
        do {
            try FileDescriptor.write(Array(text.utf8), to: .errors)
        } catch {
            // Standard error is closed, so progress cannot be shown.
        }
    }

    private static var terminalWidth: Int {
        var size = winsize()
        return ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 20 ? Int(size.ws_col) : 80
    }
}
