internal import AudioIO
internal import Diarization
internal import StageCache
internal import Transcript

/// The listening stage of a recording of separate channels in the cache: one record for each slab, and a last one with what
/// comes after the last slab and what is known of the whole.
struct ChannelCheckpoints {
    /// What the stage has found.
    struct Ending: Sendable {
        var recording: Recording
        var warnings: [AudioWarning]
        var heard: HeardChannels
    }

    private enum Record: Sendable {
        case slab(ChannelListening.Slab)
        case ending(Description, rest: [ChannelListening.Steps], embeddings: [[Float]])
    }

    /// The names and numbers of the last record.
    private struct Description: Codable, Sendable {
        var recording: Recording
        var warnings: [AudioWarning]
        var sampleCount: Int
        var sameAs: [Int?]
    }

    /// The result, where an earlier run has finished the stage.
    private(set) var ending: Ending?
    /// Seconds of the recording that earlier runs have finished, where they have not finished all.
    private(set) var reachedSeconds = 0.0
    private var slabs: [ChannelListening.Slab] = []
    private let file: FileCheckpoints

    /// Looks up what is kept of a file.
    init(_ cache: CacheFolder?, source: SourceFile, models: MeetingModels) {
        let key = source.key(
            .listening, models: models.listeningHashes,
            ["channels": ChannelUse.separate.rawValue, "version": String(HeardChannels.version)])
        file = FileCheckpoints(cache, source: source, key: key)
        for record in file.records(Self.record) {
            switch record {
            case .slab(let slab): slabs.append(slab)
            case .ending(let description, let rest, let embeddings):
                ending = Self.ending(description, slabs, rest, embeddings)
                slabs = []
            }
        }
        reachedSeconds = slabs.reduce(0) { $0 + Double($1.stepCount) } * HeardChannels.stepSeconds
    }

    /// What its user should know of the cache.
    var warning: String? { file.warning }

    /// Hands over what earlier runs have heard, from the beginning on; empty where they have heard all.
    /// - Parameter channelCount: channels of the file; slabs of another number of them are not of it.
    mutating func takeSlabs(channelCount: Int) -> [ChannelListening.Slab] {
        defer { slabs = [] }
        if slabs.allSatisfy({ $0.steps.count == channelCount }) { return slabs }
        discard(because: "the file has other channels than it had for an earlier run")
        return []
    }

    /// Forgets what earlier runs have heard, and keeps nothing more.
    mutating func discard(because reason: String) {
        (slabs, reachedSeconds) = ([], 0)
        file.abandon(because: reason)
    }

    /// Keeps a slab.
    func keep(_ slab: ChannelListening.Slab) {
        file.append { record in
            record.append(0)
            slab.encode(into: &record)
        }
    }

    /// Keeps the result.
    /// - Parameter rest: what no slab holds of it.
    func keep(_ ending: Ending, rest: [ChannelListening.Steps]) {
        let description = Description(
            recording: ending.recording, warnings: ending.warnings, sampleCount: ending.heard.sampleCount,
            sameAs: ending.heard.channels.map(\.sameAs))
        file.append { record in
            record.append(1)
            try record.append(json: description)
            record.append(rest)
            for channel in ending.heard.channels { record.append(channel.embedding) }
        }
    }

    /// Puts the parts of a result together.
    /// - Returns: nil where they do not fit.
    private static func ending(
        _ description: Description, _ slabs: [ChannelListening.Slab], _ rest: [ChannelListening.Steps],
        _ embeddings: [[Float]]
    ) -> Ending? {
        let channels = zip(description.sameAs, embeddings).map { HeardChannels.Channel(sameAs: $0, embedding: $1) }
        var heard = HeardChannels(sampleCount: description.sampleCount, channels: channels)
        for steps in slabs.map(\.steps) + [rest] {
            guard steps.count == channels.count else { return nil }
            heard.append(steps)
        }
        guard heard.channels.allSatisfy({ $0.speech.count == heard.stepCount }) else { return nil }
        return Ending(recording: description.recording, warnings: description.warnings, heard: heard)
    }

    private static func record(_ decoder: inout RecordDecoder) throws(StageCacheError) -> Record {
        if try decoder.integer() == 0 { return .slab(try ChannelListening.Slab(from: &decoder)) }
        let description = try decoder.json(Description.self)
        guard description.recording.isPossible, description.sampleCount >= 0 else { throw .malformedRecord }
        let rest = try decoder.channelSteps()
        var embeddings: [[Float]] = []
        for _ in rest { embeddings.append(try decoder.floats()) }
        guard description.sameAs.count == rest.count,
            embeddings.allSatisfy({ [0, SpeakerEmbedder.dimension].contains($0.count) })
        else { throw .malformedRecord }
        return .ending(description, rest: rest, embeddings: embeddings)
    }
}
