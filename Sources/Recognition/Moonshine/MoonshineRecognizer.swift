public import ModelFiles
internal import TensorKit

internal import func Foundation.exp

/// Moonshine tiny, English (Useful Sensors, MIT).
public struct MoonshineRecognizer: SpeechRecognizer {
    /// Trained on clips up to this length; attention grows with its square.
    public let longestChunkSeconds = 15.0
    /// Below this the model makes up fragments.
    public let shortestChunkSeconds = 0.4
    /// With four texts each, 32 rows keep the product kernels busy; more only take memory. Measured: 112 MB for a batch.
    public static let batchMemory = BatchMemory(chunkCount: 8, bytesPerChunk: 16_000_000)
    /// Fitted by `scripts/fit-confidence` to single utterances of 52 speakers, each set of recordings counting alike.
    public let calibration = ConfidenceCalibration(slope: 0.74, neighbourSlope: 0.47, offset: -1.14)
    /// See `batchMemory`.
    public var batchSize: Int { Self.batchMemory.chunkCount }
    /// See `batchMemory`.
    public var bytesPerChunk: Int { Self.batchMemory.bytesPerChunk }
    /// Texts that are followed side by side. Four took a tenth of the errors of greedy decoding away; six and eight took
    /// no more, and left out more words.
    private let beamWidth = 4
    /// Nobody speaks more tokens in a second; more is a loop. Of this model's makers, for English.
    private static let tokensPerSecond = 6.5

    /// The number is raised with every change of encoder, decoder, search or word times that changes results.
    public var fingerprint: String { "moonshine, beam \(beamWidth), \(Self.tokensPerSecond) tokens a second" }

    private let encoder: MoonshineEncoder
    private let decoder: MoonshineDecoder
    private let tokenizer: BytePieceTokenizer

    /// Reads the weights.
    /// - Throws: `ModelFileError` when a tensor is missing or has another shape.
    public init(_ file: SafeTensors, tokenizer: BytePieceTokenizer) throws {
        encoder = try MoonshineEncoder(file)
        decoder = try MoonshineDecoder(file)
        self.tokenizer = tokenizer
    }

    /// Longer chunks are a programmer's error: positions beyond have no angles. Memory and time grow with the square.
    public static let maxChunkSeconds = 60.0

    /// Recognises chunks together, each of `shortestChunkSeconds` to `maxChunkSeconds`.
    public func recognize(_ chunks: [[Float]]) -> [RecognizedChunk] {
        let allowed = Int(shortestChunkSeconds * 16_000)...Int(Self.maxChunkSeconds * 16_000)
        precondition(
            chunks.allSatisfy { allowed.contains($0.count) },
            "a chunk has \(allowed.lowerBound) to \(allowed.upperBound) samples")
        let encoded = encoder.encode(chunks)
        let limits = chunks.map { max(1, Int((Double($0.count) / 16_000 * Self.tokensPerSecond).rounded(.up))) }
        let sequences = decoder.start(encoded, mostTokens: limits)
        var beams = sequences.map { MoonshineBeam($0, width: beamWidth) }
        let workspace = MoonshineDecoder.Workspace()
        while true {
            let live = beams.flatMap(\.live)
            if live.isEmpty { break }
            var logits = decoder.step(live, workspace)
            for index in beams.indices where !beams[index].isDone {
                let rows = beams[index].live.count
                beams[index].advance(logits)
                logits += rows * MoonshineTiny.vocabulary
            }
        }
        return zip(beams, chunks).map { beam, samples in
            guard let best = beam.best else { return RecognizedChunk(words: [], ending: .complete) }
            let words = words(best.sequence, seconds: Double(samples.count) / 16_000)
            return RecognizedChunk(words: words, ending: best.ending)
        }
    }

    /// Joins tokens to words and times them by where the decoder looked.
    private func words(_ sequence: MoonshineDecoder.Sequence, seconds: Double) -> [RecognizedWord] {
        let spans = AttentionAlignment.frameSpans(
            UnsafePointer(sequence.alignment.pointer), steps: sequence.position, frames: sequence.frames)
        let perFrame = seconds / Double(sequence.frames)
        var words: [RecognizedWord] = []
        var ids: [Int] = []
        var steps: Range<Int> = 0..<0
        func close() {
            let text = tokenizer.decode(ids)
            guard !text.isEmpty else { return }
            let logs = steps.reduce(0.0) { $0 + Double(sequence.logProbabilities[$1]) }
            words.append(
                RecognizedWord(
                    text: text, start: Double(spans[steps.lowerBound].lowerBound) * perFrame,
                    end: Double(spans[steps.upperBound - 1].upperBound) * perFrame,
                    confidence: exp(logs / Double(steps.count))))
        }
        for (step, token) in sequence.tokens.enumerated() where token != MoonshineTiny.endToken {
            if tokenizer.startsWord(token) || ids.isEmpty {
                close()
                ids = []
                steps = step..<step
            }
            ids.append(token)
            steps = steps.lowerBound..<step + 1
        }
        close()
        for index in words.indices.dropLast() where words[index].end > words[index + 1].start {
            let middle = 0.5 * (words[index].end + words[index + 1].start)
            words[index].end = max(words[index].start, middle)
            words[index + 1].start = min(words[index + 1].end, middle)
        }
        return words
    }
}
