internal import AudioIO
internal import Diarization
internal import StageCache
internal import Transcript

/// The listening stage of separate channels in the cache: one record for each slab, and a last one with what comes after
/// the last slab and what is known about the whole recording.
final class ChannelCheckpoints {
    private enum Record: Sendable {
        case slab(ChannelPreparation.Slab)
        case end(ListenedFile, PreparedChannels, rest: [ChannelPreparation.Steps])
    }

    /// The result, where an earlier run has finished the stage.
    private(set) var result: ListeningResult?
    /// Seconds of the recording that earlier runs have finished, where they have not finished all.
    private(set) var reachedSeconds = 0.0
    private var slabs: [ChannelPreparation.Slab] = []
    private let log: CheckpointLog

    static func key(_ source: SourceFile, _ models: MeetingModels) -> StageKey {
        source.key(
            .listening, [.channelListening, .channelSpeech], models: models.listeningHashes,
            ["channels": ChannelUse.separate.rawValue])
    }

    /// Reads what is kept for a file.
    init(_ cache: CacheFolder?, source: SourceFile, models: MeetingModels) {
        log = source.checkpoints(cache, Self.key(source, models))
        for record in log.records(Self.record) {
            switch record {
            case .slab(let slab): slabs.append(slab)
            case .end(let file, let ends, let rest):
                result = Self.whole(ends, slabs.map(\.steps) + [rest]).map {
                    ListeningResult(file: file, output: .separate($0))
                }
                slabs = []
            }
        }
        reachedSeconds = slabs.reduce(0) { $0 + Double($1.stepCount) } * PreparedChannels.stepSeconds
    }

    /// The same, only where there is an entry.
    static func existing(_ cache: CacheFolder?, source: SourceFile, models: MeetingModels) -> ChannelCheckpoints? {
        guard let cache, cache.hasEntry(key(source, models)) else { return nil }
        return ChannelCheckpoints(cache, source: source, models: models)
    }

    /// What the user should know about the cache.
    var warning: String? { log.warning }

    /// Gives the slabs of earlier runs away, from the beginning on; empty where they have finished all.
    /// - Parameter channelCount: channels of the file; slabs with another number of them are not its own.
    func takeSlabs(channelCount: Int) -> [ChannelPreparation.Slab] {
        defer { slabs = [] }
        if slabs.allSatisfy({ $0.steps.count == channelCount }) { return slabs }
        discard(because: "the file has other channels than it had for an earlier run")
        return []
    }

    /// Drops the slabs of earlier runs, and keeps nothing more.
    func discard(because reason: String) {
        (slabs, reachedSeconds) = ([], 0)
        log.abandon(because: reason)
    }

    /// Keeps a slab.
    func keep(_ slab: ChannelPreparation.Slab) {
        log.append { record in
            record.append(0)
            slab.encode(into: &record)
        }
    }

    /// Keeps the end.
    /// - Parameter rest: the steps that no slab has.
    func keep(_ file: ListenedFile, _ channels: PreparedChannels, rest: [ChannelPreparation.Steps]) {
        log.append { record in
            record.append(1)
            try record.append(json: file)
            record.append(channels.sampleCount)
            record.append(rest)
            for channel in channels.channels {
                // -1 stands for none.
                record.append(channel.sameAs ?? -1)
                record.append(channel.embedding)
            }
        }
    }

    /// Puts the parts of a result together.
    /// - Returns: nil where they do not fit.
    private static func whole(
        _ ends: PreparedChannels, _ parts: [[ChannelPreparation.Steps]]
    ) -> PreparedChannels? {
        var channels = ends
        for steps in parts {
            guard steps.count == channels.channels.count else { return nil }
            channels.append(steps)
        }
        return channels.channels.allSatisfy { $0.speech.count == channels.stepCount } ? channels : nil
    }

    private static func record(_ decoder: inout RecordDecoder) throws(StageCacheError) -> Record {
        if try decoder.integer() == 0 { return .slab(try ChannelPreparation.Slab(from: &decoder)) }
        let file = try decoder.json(ListenedFile.self)
        let sampleCount = try decoder.count()
        let rest = try decoder.channelSteps()
        var channels: [PreparedChannels.Channel] = []
        for _ in rest {
            let sameAs = try decoder.integer()
            let embedding = try decoder.floats()
            guard (-1..<rest.count).contains(sameAs), [0, SpeakerEmbedder.dimension].contains(embedding.count) else {
                throw .malformedRecord
            }
            channels.append(PreparedChannels.Channel(sameAs: sameAs < 0 ? nil : sameAs, embedding: embedding))
        }
        guard file.isPossible else { throw .malformedRecord }
        return .end(file, PreparedChannels(sampleCount: sampleCount, channels: channels), rest: rest)
    }
}
