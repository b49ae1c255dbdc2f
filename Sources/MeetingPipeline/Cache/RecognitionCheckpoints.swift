internal import Recognition
internal import StageCache

/// The recognized chunks of one recording in the cache, each by its range of samples: a chunk stays usable when other
/// chunks get other borders, for example with another number of speakers.
final class RecognitionCheckpoints: Sendable {
    /// Chunks that earlier runs have recognized, by their ranges of samples at 16 kHz.
    let known: [Range<Int>: RecognizedChunk]
    private let log: CheckpointLog

    /// Reads what is kept for a file.
    /// - Parameters:
    ///   - channel: the channel that is recognized, from 0; nil for all, mixed.
    ///   - reducesNoise: whether noise is reduced first.
    init(
        _ cache: CacheFolder?, source: SourceFile, models: MeetingModels, channel: Int? = nil,
        reducesNoise: Bool = false
    ) {
        var inputs = ["recognizer": models.recognizer.fingerprint]
        inputs["channel"] = channel.map { String($0) }
        let parts: [ResultVersion] = reducesNoise ? [.recognition, .noiseReduction] : [.recognition]
        log = source.checkpoints(cache, source.key(.recognition, parts, models: models.recognitionHashes, inputs))
        let outcomes = log.records(Self.batch).joined()
        known = Dictionary(outcomes.map { ($0.samples, $0.chunk) }) { _, last in last }
    }

    /// What the user should know about the cache.
    var warning: String? { log.warning }

    /// Keeps a batch.
    func keep(_ batch: [ChunkRecognition.Outcome]) {
        log.append { record in
            record.append(batch.count)
            for outcome in batch {
                record.append(outcome.samples.lowerBound)
                record.append(outcome.samples.count)
                record.append(outcome.chunk.ending.rawValue)
                record.append(outcome.chunk.words.count)
                for word in outcome.chunk.words {
                    record.append(word.text)
                    record.append(word.start)
                    record.append(word.end)
                    record.append(word.confidence)
                }
            }
        }
    }

    private static func batch(_ decoder: inout RecordDecoder) throws(StageCacheError) -> [ChunkRecognition.Outcome] {
        var batch: [ChunkRecognition.Outcome] = []
        for _ in 0..<(try decoder.count()) {
            let start = try decoder.count()
            let (end, overflow) = start.addingReportingOverflow(try decoder.count())
            guard !overflow, let ending = RecognizedChunk.Ending(rawValue: try decoder.text()) else {
                throw .malformedRecord
            }
            var words: [RecognizedWord] = []
            for _ in 0..<(try decoder.count()) {
                let word = RecognizedWord(
                    text: try decoder.text(), start: try decoder.double(), end: try decoder.double(),
                    confidence: try decoder.double())
                // Every comparison with NaN is false.
                guard word.start >= 0, word.start <= word.end, word.end < 1e6, (0...1).contains(word.confidence)
                else { throw .malformedRecord }
                words.append(word)
            }
            let chunk = RecognizedChunk(words: words, ending: ending)
            batch.append(ChunkRecognition.Outcome(samples: start..<end, chunk: chunk))
        }
        return batch
    }
}
