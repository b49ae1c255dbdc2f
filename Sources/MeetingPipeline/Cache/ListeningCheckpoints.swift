internal import AudioIO
internal import Diarization
internal import StageCache
internal import Transcript

/// The listening stage of one recording in the cache: one record for each slab, and a last one with the slabs at the end
/// and what the file turned out to be.
final class ListeningCheckpoints {
    /// What the stage has found of the whole recording.
    struct Ending: Sendable {
        var recording: Recording
        var warnings: [AudioWarning]
        var diarization: PreparedDiarization
    }

    /// Slabs that earlier runs have finished, without those at the recording's end.
    private(set) var blocks: [PreparedSlab] = []
    /// The result, where an earlier run has finished the stage.
    private(set) var ending: Ending?
    private let file: FileCheckpoints
    private var atEnd: [PreparedSlab] = []

    private enum Record: Sendable {
        case block(PreparedSlab)
        case ending(Description, [PreparedSlab])
    }

    /// The last record's text: names and numbers.
    private struct Description: Codable, Sendable {
        var recording: Recording
        var warnings: [AudioWarning]
        var sampleCount: Int
        var hopSamples: Int
    }

    /// Looks up what is kept of a file.
    init(_ cache: CacheFolder?, source: SourceFile, models: MeetingModels) {
        let key = source.key(
            .listening, models: models.listeningHashes, ["version": String(DiarizationPreparation.version)])
        file = FileCheckpoints(cache, source: source, key: key)
        for record in file.records(Self.record) {
            switch record {
            case .block(let block): blocks.append(block)
            case .ending(let description, let last):
                let diarization = PreparedDiarization(
                    hopSamples: description.hopSamples, sampleCount: description.sampleCount, slabs: blocks + last)
                ending = Ending(
                    recording: description.recording, warnings: description.warnings, diarization: diarization)
                // Not twice in memory.
                blocks = []
            }
        }
    }

    /// What its user should know of the cache.
    var warning: String? { file.warning }

    /// Seconds of the recording that earlier runs have finished.
    var reachedSeconds: Double { Double(blocks.last?.endSample ?? 0) / 16_000 }

    /// Samples that the file must have for the slabs to be of it: each saw what follows it.
    var leastSampleCount: Int { blocks.last.map { $0.endSample + LocalSegmentation.windowSamples } ?? 0 }

    /// Forgets the slabs of earlier runs, and keeps nothing more.
    func discard(because reason: String) {
        blocks = []
        file.abandon(because: reason)
    }

    /// Keeps a slab.
    func keep(_ block: PreparedSlab) {
        // The last slabs depend on where the recording ends; they are kept with the ending.
        guard !block.isAtEnd else { return atEnd.append(block) }
        file.append { record in
            record.append(0)
            block.encode(into: &record)
        }
    }

    /// Keeps the ending.
    func keep(_ ending: Ending) {
        let description = Description(
            recording: ending.recording, warnings: ending.warnings, sampleCount: ending.diarization.sampleCount,
            hopSamples: ending.diarization.segmentation.hopSamples)
        file.append { record in
            record.append(1)
            try record.append(json: description)
            record.append(atEnd.count)
            for block in atEnd { block.encode(into: &record) }
        }
    }

    private static func record(_ decoder: inout RecordDecoder) throws(StageCacheError) -> Record {
        if try decoder.integer() == 0 { return .block(try PreparedSlab(from: &decoder)) }
        let description = try decoder.json(Description.self)
        guard description.recording.isPossible, description.sampleCount >= 0, description.hopSamples > 0 else {
            throw .malformedRecord
        }
        var blocks: [PreparedSlab] = []
        for _ in 0..<(try decoder.count()) { blocks.append(try PreparedSlab(from: &decoder)) }
        return .ending(description, blocks)
    }
}
