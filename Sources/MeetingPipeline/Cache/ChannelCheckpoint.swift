internal import AudioIO
internal import Diarization
internal import StageCache
internal import Transcript

/// The listening stage of a recording of separate channels in the cache: one record, when it is done. It takes a small
/// part of the time that listening to mixed channels takes, so that there is nothing to go on with before.
struct ChannelCheckpoint {
    /// What the stage has found.
    struct Ending: Sendable {
        var recording: Recording
        var warnings: [AudioWarning]
        var heard: HeardChannels
    }

    /// The names and numbers of a record.
    private struct Description: Codable, Sendable {
        var recording: Recording
        var warnings: [AudioWarning]
        var sampleCount: Int
        var sameAs: [Int?]
    }

    /// The result, where an earlier run has finished the stage.
    let ending: Ending?
    private let log: CheckpointLog
    private let source: SourceFile

    /// Looks up what is kept of a file.
    init(_ cache: CacheFolder?, source: SourceFile, models: MeetingModels) {
        let key = source.key(
            .listening, models: models.listeningHashes,
            ["channels": ChannelUse.separate.rawValue, "version": String(HeardChannels.version)])
        self.source = source
        log = CheckpointLog(cache, key: key)
        ending = log.records(Self.ending).last
    }

    /// What its user should know of the cache.
    var warning: String? { log.warning }

    /// Keeps the result.
    func keep(_ ending: Ending) {
        guard source.isUnchanged else { return log.abandon(because: "the file has changed while it was read") }
        let description = Description(
            recording: ending.recording, warnings: ending.warnings, sampleCount: ending.heard.sampleCount,
            sameAs: ending.heard.channels.map(\.sameAs))
        do {
            var record = RecordEncoder()
            try record.append(json: description)
            for channel in ending.heard.channels {
                record.append(channel.speech)
                record.append(channel.power)
                record.append(channel.embedding)
            }
            log.append(record)
        } catch {
            log.abandon(because: "what the file turned out to be cannot be written down: \(error)")
        }
    }

    private static func ending(_ decoder: inout RecordDecoder) throws(StageCacheError) -> Ending {
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
        return Ending(recording: description.recording, warnings: description.warnings, heard: heard)
    }
}
