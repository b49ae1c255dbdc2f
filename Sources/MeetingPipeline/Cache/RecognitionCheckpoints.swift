internal import Features
internal import Recognition
internal import StageCache

/// The recognised chunks of one recording in the cache, each by its range of samples: whatever moves the borders of other
/// chunks, for example another number of speakers, leaves it usable.
final class RecognitionCheckpoints: Sendable {
    /// Chunks that earlier runs have recognised, by their ranges of samples.
    let known: [Range<Int>: RecognizedChunk]
    private let file: FileCheckpoints

    /// Looks up what is kept of a file.
    /// - Parameters:
    ///   - channel: the channel that is recognised, from 0; nil for all, mixed.
    ///   - reducesNoise: whether noise is taken out first.
    init(
        _ cache: CacheFolder?, source: SourceFile, models: MeetingModels, channel: Int? = nil,
        reducesNoise: Bool = false
    ) {
        var inputs = ["version": String(ChunkRecognition.version), "recogniser": models.recognizer.fingerprint]
        inputs["channel"] = channel.map { String($0) }
        inputs["noise reduction"] = reducesNoise ? String(NoiseReducer.version) : nil
        let key = source.key(.recognition, models: models.recognitionHashes, inputs)
        file = FileCheckpoints(cache, source: source, key: key)
        let outcomes = file.records(Self.batch).joined()
        known = Dictionary(outcomes.map { ($0.samples, $0.chunk) }) { _, last in last }
    }

    /// What its user should know of the cache.
    var warning: String? { file.warning }

    /// Keeps a batch.
    func keep(_ batch: [ChunkRecognition.Outcome]) {
        file.append { record in
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
                // Compared with NaN, nothing holds.
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
