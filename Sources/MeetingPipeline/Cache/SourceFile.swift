internal import AudioIO
internal import FileSystem
internal import StageCache
internal import Synchronization
internal import TensorKit
internal import Transcript

internal import struct Foundation.Date

/// A recording's file as it was at one time, and what its stages' results depend on.
struct SourceFile: Sendable {
    let path: String
    /// SHA-256 of its bytes.
    let contentHash: String
    /// What decodes it: see `AudioTools.fingerprint` and `AudioFileInfo`.
    let decoding: String
    /// The sound tracks that are read, from 1.
    let tracks: [Int]
    /// When the recording was made, by the file's own words; nil where it says nothing that can be believed.
    let recordedAt: StatedDate?
    private let file: HashedFile
    private let stallSeconds: Double
    /// Spares later readers of the file another run of ffprobe.
    private let inspection: AudioInspection?
    private let change = Change()

    /// Whether the file was seen to have changed.
    private final class Change: Sendable {
        let hasCome = Atomic<Bool>(false)
    }

    /// Opens a file that was hashed.
    /// - Parameters:
    ///   - tracks: the sound tracks to read.
    ///   - stallSeconds: how long reading may go on without a byte.
    /// - Throws: `AudioError`, `FileError` for a file that cannot be used; `CancellationError`.
    static func open(
        _ file: HashedFile, tracks: TrackSelection = .best, stallSeconds: Double = IOWatch.usualLimitSeconds
    ) async throws -> (file: SourceFile, reader: AudioStream) {
        let reader = try await AudioStream.open(file.path, tracks: tracks, stallSeconds: stallSeconds)
        let info = reader.info
        let decoding =
            "\(info.format), \(info.sampleRate) Hz, \(info.channelCount) channels, tracks \(info.tracks); "
            + AudioTools().fingerprint
        let source = SourceFile(
            file: file, decoding: decoding, info: info, stallSeconds: stallSeconds, inspection: reader.inspection)
        try await source.requireUnchanged()
        return (source, reader)
    }

    private init(
        file: HashedFile, decoding: String, info: AudioFileInfo, stallSeconds: Double, inspection: AudioInspection?
    ) {
        self.file = file
        self.decoding = decoding
        tracks = info.tracks
        recordedAt = info.recordedAt
        self.stallSeconds = stallSeconds
        self.inspection = inspection
        path = file.path
        contentHash = file.contentHash
    }

    /// When its bytes were last changed.
    var lastChange: Date { file.lastChange }

    /// Opens the file once more.
    /// - Parameter channels: which to hear, mixed; nil for each by itself.
    /// - Throws: `AudioError`, `CancellationError`.
    func reader(channels: ChannelSelection? = .mix) async throws -> AudioStream {
        try await AudioStream.open(
            path, tracks: .numbers(tracks), channels: channels, stallSeconds: stallSeconds, inspection: inspection)
    }

    /// Looks whether the file is still the one that was hashed.
    /// - Throws: `FileError.changed`, `.stalled`; `CancellationError`.
    func requireUnchanged() async throws {
        let file = file
        let isSame = try await BlockingCall.run(on: path, limitSeconds: stallSeconds) { _ in file.isUnchanged }
        guard isSame else {
            change.hasCome.store(true, ordering: .relaxed)
            throw FileError.changed(path: path)
        }
    }

    /// Whether the file was still the one that was hashed when it was last looked at. Does not ask the file system.
    var isUnchanged: Bool { !change.hasCome.load(ordering: .relaxed) }

    /// The file as a recording, once it has been read to its end.
    func recording(_ reader: AudioStream) -> Recording {
        Recording(
            contentHash: contentHash, path: path, durationSeconds: reader.decodedSeconds,
            sampleRate: reader.info.sampleRate, channelCount: reader.info.channelCount, format: reader.info.format)
    }

    /// Says when a recording was made: as the user says, else as the file says, else when it was last changed.
    /// - Parameter userDate: ISO 8601 in UTC.
    func date(_ recording: inout Recording, userDate: String?) {
        recording.recordedAt = userDate ?? (recordedAt?.date ?? lastChange).formatted(.iso8601)
        recording.isDateStated = userDate == nil && recordedAt != nil
    }

    /// The key of a stage's result for this file.
    /// - Parameters:
    ///   - models: id → hash of the models that the stage uses.
    ///   - inputs: what else its result depends on, by name.
    func key(_ stage: MeetingTranscriber.Stage, models: [String: String], _ inputs: [String: String]) -> StageKey {
        var inputs = inputs
        inputs["content"] = contentHash
        inputs["decoding"] = decoding
        // Another kind of processor may round differently: a folder may be shared between machines.
        inputs["processor"] = BLAS.coreName
        for (id, hash) in models { inputs["model \(id)"] = hash }
        return StageKey(stage: stage.rawValue, inputs: inputs)
    }
}
