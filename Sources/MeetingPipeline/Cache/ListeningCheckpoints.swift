internal import AudioIO
internal import Diarization
internal import StageCache
internal import Transcript

/// The listening stage of mixed channels in the cache: one record for each slab, and a last one with the slabs at the end
/// and what the file turned out to be.
final class ListeningCheckpoints {
    /// Slabs that earlier runs have finished, without those at the recording's end.
    private(set) var blocks: [PreparedSlab] = []
    /// The result, where an earlier run has finished the stage.
    private(set) var result: ListeningResult?
    private let log: CheckpointLog
    private var blocksAtEnd: [PreparedSlab] = []

    private enum Record: Sendable {
        case block(PreparedSlab)
        case end(ListenedFile, sampleCount: Int, hopSamples: Int, [PreparedSlab])
    }

    static func key(_ source: SourceFile, _ models: MeetingModels) -> StageKey {
        source.key(.listening, [.listening], models: models.listeningHashes)
    }

    /// Reads what is kept for a file.
    init(_ cache: CacheFolder?, source: SourceFile, models: MeetingModels) {
        log = source.checkpoints(cache, Self.key(source, models))
        for record in log.records(Self.record) {
            switch record {
            case .block(let block): blocks.append(block)
            case .end(let file, let sampleCount, let hopSamples, let last):
                let diarization = PreparedDiarization(
                    hopSamples: hopSamples, sampleCount: sampleCount, slabs: blocks + last)
                result = ListeningResult(file: file, output: .mixed(diarization))
                // Not twice in memory.
                blocks = []
            }
        }
    }

    /// The same, only where there is an entry: a file that cannot be decoded leaves none behind.
    static func existing(_ cache: CacheFolder?, source: SourceFile, models: MeetingModels) -> ListeningCheckpoints? {
        guard let cache, cache.hasEntry(key(source, models)) else { return nil }
        return ListeningCheckpoints(cache, source: source, models: models)
    }

    /// What the user should know about the cache.
    var warning: String? { log.warning }

    /// Seconds of the recording that earlier runs have finished.
    var reachedSeconds: Double { Double(blocks.last?.endSample ?? 0) / 16_000 }

    /// The min number of samples that the file must have for the slabs to be its own: each slab depends on what follows it.
    var minSampleCount: Int { blocks.last.map { $0.endSample + LocalSegmentation.windowSamples } ?? 0 }

    /// Drops the slabs of earlier runs, and keeps nothing more.
    func discard(because reason: String) {
        blocks = []
        log.abandon(because: reason)
    }

    /// Keeps a slab.
    func keep(_ block: PreparedSlab) {
        // The last slabs depend on where the recording ends; they are kept with the end.
        guard !block.isAtEnd else { return blocksAtEnd.append(block) }
        log.append { record in
            record.append(0)
            block.encode(into: &record)
        }
    }

    /// Keeps the end.
    func keep(_ file: ListenedFile, _ diarization: PreparedDiarization) {
        log.append { record in
            record.append(1)
            try record.append(json: file)
            record.append(diarization.sampleCount)
            record.append(diarization.segmentation.hopSamples)
            record.append(blocksAtEnd.count)
            for block in blocksAtEnd { block.encode(into: &record) }
        }
    }

    private static func record(_ decoder: inout RecordDecoder) throws(StageCacheError) -> Record {
        if try decoder.integer() == 0 { return .block(try PreparedSlab(from: &decoder)) }
        let file = try decoder.json(ListenedFile.self)
        let (sampleCount, hopSamples) = (try decoder.count(), try decoder.count())
        guard file.isPossible, hopSamples > 0 else { throw .malformedRecord }
        var blocks: [PreparedSlab] = []
        for _ in 0..<(try decoder.count()) { blocks.append(try PreparedSlab(from: &decoder)) }
        return .end(file, sampleCount: sampleCount, hopSamples: hopSamples, blocks)
    }
}
