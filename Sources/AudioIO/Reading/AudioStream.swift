public import FileSystem
import Synchronization

/// An `AudioReader` that works on threads of its own: see `BlockingCall`.
///
/// One task at a time may read. After a failure, cancellation included, every later read fails in the same way.
public final class AudioStream: Sendable {
    /// What is known of the file.
    public let info: AudioFileInfo
    /// What is known of the file's container, for another stream of the same file; nil where ffmpeg is not installed.
    public let inspection: AudioInspection?
    private let reader: Confined<AudioReader>
    private let watch: IOWatch
    private let state: Mutex<State>

    private struct State {
        var decodedSeconds: Double
        var warnings: [AudioWarning]
        var failure: (any Error)?
    }

    /// Opens a file and decodes its first block.
    /// - Parameters:
    ///   - tracks: the sound tracks to read.
    ///   - channels: which channels to mix into one signal; nil for each as a signal of its own, by `readChannels`.
    ///   - stallSeconds: how long reading may go on without a byte.
    ///   - inspection: that of an earlier stream of the same file; see `AudioReader`.
    /// - Throws: `AudioError`, `CancellationError`.
    public static func open(
        _ path: String, tracks: TrackSelection = .best, channels: ChannelSelection? = .mix,
        stallSeconds: Double = IOWatch.usualLimitSeconds, inspection: AudioInspection? = nil
    ) async throws -> AudioStream {
        let watch = IOWatch(limitSeconds: stallSeconds)
        return try await BlockingCall.run(watch: watch, stalled: stalled(path)) {
            let reader =
                if let channels {
                    try AudioReader(
                        path: path, tracks: tracks, channels: channels, inspection: inspection, watch: watch)
                } else {
                    try AudioReader(separating: path, tracks: tracks, inspection: inspection, watch: watch)
                }
            return AudioStream(reader, watch)
        }
    }

    private init(_ reader: AudioReader, _ watch: IOWatch) {
        info = reader.info
        inspection = reader.inspection
        self.watch = watch
        state = Mutex(State(decodedSeconds: reader.decodedSeconds, warnings: reader.warnings))
        self.reader = Confined(reader)
    }

    /// As `AudioReader.decodedSeconds`, after the last read.
    public var decodedSeconds: Double { state.withLock { $0.decodedSeconds } }

    /// As `AudioReader.warnings`, after the last read.
    public var warnings: [AudioWarning] { state.withLock { $0.warnings } }

    /// As `AudioReader.read`.
    /// - Throws: `AudioError`, `CancellationError`.
    public func read(_ count: Int) async throws -> [Float] {
        try await use { reader in try reader.read(count) }
    }

    /// As `AudioReader.readChannels`.
    /// - Throws: `AudioError`, `CancellationError`.
    public func readChannels(_ count: Int) async throws -> [[Float]] {
        try await use { reader in try reader.readChannels(count) }
    }

    private func use<Value: Sendable>(_ work: @escaping @Sendable (AudioReader) throws -> Value) async throws -> Value {
        if let failure = state.withLock({ $0.failure }) { throw failure }
        do {
            return try await BlockingCall.run(watch: watch, stalled: Self.stalled(info.path)) { [self] in
                let value = try work(reader.value)
                let (seconds, warnings) = (reader.value.decodedSeconds, reader.value.warnings)
                state.withLock { ($0.decodedSeconds, $0.warnings) = (seconds, warnings) }
                return value
            }
        } catch {
            // The thread may still use the reader: no other call may.
            state.withLock { $0.failure = error }
            throw error
        }
    }

    private static func stalled(_ path: String) -> @Sendable (Double) -> any Error {
        { AudioError.file(.stalled(path: path, waitedSeconds: $0)) }
    }
}

/// A value that only one thread at a time uses.
///
/// `@unchecked Sendable` is safe: `AudioStream` hands it to one call at a time, waits for the call's end, and never uses it
/// again after a call whose end it has not waited for.
private final class Confined<Value>: @unchecked Sendable {
    let value: Value

    init(_ value: Value) { self.value = value }
}
