internal import AudioIO
internal import StageCache
internal import TensorKit
internal import Transcript

internal import struct Foundation.Date
internal import class Foundation.FileManager

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
    private let state: State?

    /// Enough to notice that somebody has written to the file, or has put another in its place.
    private struct State: Hashable, Sendable {
        let number: Int?
        let bytes: Int?
        let modified: Date?

        init?(path: String) {
            do {
                let attributes = try FileManager.default.attributesOfItem(atPath: path)
                number = attributes[.systemFileNumber] as? Int
                bytes = attributes[.size] as? Int
                modified = attributes[.modificationDate] as? Date
            } catch {
                return nil
            }
        }
    }

    /// Hashes and opens the file.
    /// - Parameter tracks: the sound tracks to read.
    /// - Throws: `AudioError` for a file that cannot be used.
    static func open(_ path: String, tracks: TrackSelection = .best) throws -> (file: SourceFile, reader: AudioReader) {
        let state = State(path: path)
        let contentHash = try MeetingTranscriber.contentHash(of: path)
        let reader = try AudioReader(path: path, tracks: tracks)
        let info = reader.info
        let decoding =
            "\(info.format), \(info.sampleRate) Hz, \(info.channelCount) channels, tracks \(info.tracks); "
            + AudioTools().fingerprint
        let file = SourceFile(
            path: path, contentHash: contentHash, decoding: decoding, tracks: info.tracks, recordedAt: info.recordedAt,
            state: state)
        return (file, reader)
    }

    /// Whether the file is still the one that was hashed.
    var isUnchanged: Bool { state != nil && State(path: path) == state }

    /// The file as a recording, once it has been read to its end.
    func recording(_ reader: AudioReader) -> Recording {
        Recording(
            contentHash: contentHash, path: path, durationSeconds: reader.decodedSeconds,
            sampleRate: reader.info.sampleRate, channelCount: reader.info.channelCount, format: reader.info.format)
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
