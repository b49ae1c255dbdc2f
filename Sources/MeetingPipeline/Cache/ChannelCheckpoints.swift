internal import AudioIO
internal import Diarization
internal import StageCache
internal import Transcript

/// The listening stage of a recording of separate channels in the cache: one record for each stretch, and a last one with
/// the result.
struct ChannelCheckpoints {
    /// What the stage has found.
    struct Ending: Sendable {
        var recording: Recording
        var warnings: [AudioWarning]
        var heard: HeardChannels
    }

    private enum Record: Sendable {
        case stretch(ChannelListening.Stretch)
        case ending(Ending)
    }

    /// The names and numbers of the last record.
    private struct Description: Codable, Sendable {
        var recording: Recording
        var warnings: [AudioWarning]
        var sampleCount: Int
        var sameAs: [Int?]
    }

    /// What earlier runs have heard, from the beginning on; empty where they have heard all.
    private(set) var stretches: [ChannelListening.Stretch] = []
    /// The result, where an earlier run has finished the stage.
    private(set) var ending: Ending?
    private let file: FileCheckpoints

    /// Looks up what is kept of a file.
    init(_ cache: CacheFolder?, source: SourceFile, models: MeetingModels) {
        let key = source.key(
            .listening, models: models.listeningHashes,
            ["channels": ChannelUse.separate.rawValue, "version": String(HeardChannels.version)])
        file = FileCheckpoints(cache, source: source, key: key)
        for record in file.records(Self.record) {
            switch record {
            case .stretch(let stretch): stretches.append(stretch)
            case .ending(let result):
                ending = result
                stretches = []
            }
        }
    }

    /// What its user should know of the cache.
    var warning: String? { file.warning }

    /// Seconds of the recording that earlier runs have finished.
    var reachedSeconds: Double { Double(stretches.reduce(0) { $0 + $1.stepCount }) * HeardChannels.stepSeconds }

    /// Forgets what earlier runs have heard, and keeps nothing more.
    mutating func discard(because reason: String) {
        stretches = []
        file.abandon(because: reason)
    }

    /// Keeps a stretch.
    func keep(_ stretch: ChannelListening.Stretch) {
        file.append { record in
            record.append(0)
            stretch.encode(into: &record)
        }
    }

    /// Keeps the result.
    func keep(_ ending: Ending) {
        let description = Description(
            recording: ending.recording, warnings: ending.warnings, sampleCount: ending.heard.sampleCount,
            sameAs: ending.heard.channels.map(\.sameAs))
        file.append { record in
            record.append(1)
            try record.append(json: description)
            for channel in ending.heard.channels {
                record.append(channel.speech)
                record.append(channel.power)
                record.append(channel.embedding)
            }
        }
    }

    private static func record(_ decoder: inout RecordDecoder) throws(StageCacheError) -> Record {
        if try decoder.integer() == 0 { return .stretch(try ChannelListening.Stretch(from: &decoder)) }
        let description = try decoder.json(Description.self)
        var heard = HeardChannels(sampleCount: description.sampleCount, channels: [])
        for sameAs in description.sameAs {
            let channel = HeardChannels.Channel(
                speech: try decoder.floats(), power: try decoder.floats(), sameAs: sameAs,
                embedding: try decoder.floats())
            guard channel.speech.count == heard.stepCount, channel.power.count == heard.stepCount,
                [0, SpeakerEmbedder.dimension].contains(channel.embedding.count)
            else { throw .malformedRecord }
            heard.channels.append(channel)
        }
        return .ending(Ending(recording: description.recording, warnings: description.warnings, heard: heard))
    }
}
