import FileSystem
import Foundation
import JobRunner
import Synchronization

/// Shows on standard error how far the work is: bars on a terminal, a line now and then elsewhere.
final class ProgressDisplay: Sendable {
    private struct State {
        var progress: BatchProgress
        var shownLines = 0
        var lastDrawing = Date.distantPast
        /// When a line was last written of a job, elsewhere than on a terminal.
        var lastSentence: [Int64: Date] = [:]
    }

    /// Seconds between two lines on one recording where there is no terminal.
    private static let sentenceSeconds = 30.0
    private static let drawingSeconds = 0.1

    let isTerminal = isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    private let state = Mutex(State(progress: BatchProgress(begun: Date())))

    /// More jobs are to be done.
    func expect(_ count: Int) { state.withLock { $0.progress.expect(count) } }

    /// A job is begun.
    func begin(_ job: Int64, path: String) {
        state.withLock { state in
            state.progress.begin(job, path: path, at: Date())
            state.lastSentence[job] = Date()
            draw(&state, isUrgent: true)
        }
    }

    /// A job is so far.
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

    /// A job is not worked on any more.
    func end(_ job: Int64, isClosed: Bool) {
        state.withLock { state in
            state.progress.end(job, isClosed: isClosed)
            state.lastSentence[job] = nil
            wipe(&state)
        }
    }

    /// Writes something else to the terminal, above the bars. Nothing is drawn before it is written, or the next wipe would
    /// take it away.
    func interrupted<Failure: Error>(by body: () throws(Failure) -> Void) throws(Failure) {
        try state.withLock { state throws(Failure) in
            // The bars come back with the next sign of progress.
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
            // Nobody is left to be shown anything.
        }
    }

    private static var terminalWidth: Int {
        var size = winsize()
        return ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 20 ? Int(size.ws_col) : 80
    }
}
