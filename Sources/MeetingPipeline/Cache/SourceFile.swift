internal import AudioIO
internal import FileSystem
internal import StageCache
internal import Synchronization
internal import TensorKit
internal import Transcript

internal import struct Foundation.Date
internal import struct Foundation.URL

/// A recording's file as it was when it was hashed, and everything that the samples read from it depend on. Making one
/// does not open the file.
struct SourceFile: Sendable {
    /// Where the file is.
    let path: String
    /// SHA-256 of its bytes.
    let contentHash: String
    /// The sound tracks to read; numbers, once something has said which ones can be used.
    var tracks: TrackSelection
    private let requestedTracks: TrackSelection
    private let file: HashedFile
    private let stallSeconds: Double
    private let observed = Observed()

    /// What was learned about the file while it was read.
    private final class Observed: Sendable {
        /// Whether the file was seen to have changed.
        let isChanged = Atomic<Bool>(false)
        /// Saves later readers of the file another run of ffprobe.
        let inspection = Mutex<AudioInspection?>(nil)
    }

    /// - Parameters:
    ///   - tracks: the sound tracks to read.
    ///   - stallSeconds: how long a read may wait for a byte.
    init(_ file: HashedFile, tracks: TrackSelection = .best, stallSeconds: Double = IOWatch.usualLimitSeconds) {
        self.file = file
        self.tracks = tracks
        requestedTracks = tracks
        self.stallSeconds = stallSeconds
        path = file.path
        contentHash = file.contentHash
    }

    /// When its bytes were last changed.
    var lastChange: Date { file.lastChange }

    /// Opens the file and decodes its first block.
    /// - Parameter channels: which to read, mixed; nil for each by itself.
    /// - Throws: `AudioError` for a file that cannot be used; `CancellationError`.
    func reader(channels: ChannelSelection? = .mix) async throws -> AudioStream {
        let stream = try await AudioStream.open(
            path, tracks: tracks, channels: channels, stallSeconds: stallSeconds,
            inspection: observed.inspection.withLock(\.self))
        observed.inspection.withLock { $0 = stream.inspection }
        return stream
    }

    /// Checks that the file is still the one that was hashed.
    /// - Throws: `FileError.changed`, `.missing`, `.stalled`, `.system`; `CancellationError`.
    func requireUnchanged() async throws {
        let file = file
        do {
            try await BlockingCall.run(on: path, limitSeconds: stallSeconds) { _ in try file.requireUnchanged() }
        } catch let error as FileError {
            // A disk that does not answer says nothing of the bytes, and a missing file may come back as another.
            switch error {
            case .changed, .missing: observed.isChanged.store(true, ordering: .relaxed)
            default: break
            }
            throw error
        }
    }

    /// Whether the file was still the one that was hashed at the last check. Does not ask the file system.
    var isUnchanged: Bool { !observed.isChanged.load(ordering: .relaxed) }

    /// The key of a stage's result for this file: content, name extension (decoders look at it), decoders, requested
    /// tracks, and the kind of processor, as another kind may round differently and a folder may be shared.
    /// - Parameters:
    ///   - parts: the parts of the program that the result depends on, besides decoding.
    ///   - models: id → hash of the models that the stage uses.
    ///   - inputs: what else the result depends on, by name.
    func key(
        _ stage: MeetingTranscriber.Stage, _ parts: [ResultVersion], models: [String: String],
        _ inputs: [String: String] = [:]
    ) -> StageKey {
        var inputs = inputs
        inputs["content"] = contentHash
        inputs["extension"] = URL(fileURLWithPath: path).pathExtension.lowercased()
        inputs["decoders"] = AudioTools().fingerprint
        inputs["tracks"] = "\(requestedTracks)"
        inputs["processor"] = BLAS.coreName
        for part in parts + [.decoding] { inputs["version of \(part.rawValue)"] = String(part.version) }
        for (id, hash) in models { inputs["model \(id)"] = hash }
        return StageKey(stage: stage.rawValue, inputs: inputs)
    }

    /// The results of a stage in the cache; no more are kept once the file has changed.
    func checkpoints(_ cache: CacheFolder?, _ key: StageKey) -> CheckpointLog {
        CheckpointLog(cache, key: key) { isUnchanged }
    }
}
