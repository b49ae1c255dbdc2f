internal import ModelFiles
internal import NeuralLayers
internal import TensorKit

/// Moonshine (Useful Sensors, MIT), in any size that its configuration gives.
public struct MoonshineRecognizer: SpeechRecognizer {
    /// Trained on clips of up to 15 s; attention grows with the square of the length. With the speakers and rooms tried,
    /// a lead of 0.6 s gave fewer errors than 0.1, 0.3 or 1 s: a run-up helps with the first words. Longer silence at the
    /// end than the tail invites inventions. Below 0.4 s the model makes up fragments.
    public static let chunking = ChunkingPreferences(
        shortestSeconds: 0.4, comfortableSeconds: 12, longestSeconds: 15, leadSeconds: 0.6, tailSeconds: 0.3)
    /// See the static constant.
    public var chunking: ChunkingPreferences { Self.chunking }
    /// Memory and time grow with the square of a chunk's length.
    public static let maxChunkSeconds = 60.0
    /// See the static constant.
    public var maxChunkSeconds: Double { Self.maxChunkSeconds }
    /// With four texts each, 32 rows keep the product kernels busy; more only take memory. Measured with the tiny size:
    /// 112 MB for a batch.
    public static let batchMemory = BatchMemory(chunkCount: 8, bytesPerChunk: 16_000_000)
    /// See the static constant.
    public var batchMemory: BatchMemory { Self.batchMemory }
    /// Fitted for the tiny English model; nil for others.
    public let calibration: ConfidenceCalibration?
    /// Fitted by `scripts/fit-confidence` to single utterances of 52 speakers, each set of recordings with the same weight.
    package static let tinyEnglish = ConfidenceCalibration(slope: 0.74, neighbourSlope: 0.47, offset: -1.14)
    /// Texts that are followed side by side. Four took a tenth of the errors of greedy decoding away; six and eight took
    /// no more, and left out more words.
    private static let beamWidth = 4
    /// Nobody speaks more tokens in a second; more is a loop. From this model's makers, for English.
    private static let tokensPerSecond = 6.5

    /// The family and its settings.
    public var fingerprint: String { "moonshine, beam \(Self.beamWidth), \(Self.tokensPerSecond) tokens a second" }

    private let config: MoonshineConfig
    private let languages: [LanguageCode]
    private let encoder: MoonshineEncoder
    private let decoder: MoonshineDecoder
    private let tokenizer: BytePieceTokenizer

    /// Reads a model of the manifest: `config.json`, `model.safetensors` and `tokenizer.bin`.
    /// - Throws: `ModelFileError` for a file that contradicts itself or another.
    init(_ model: VerifiedModel, _ options: RecognizerOptions) throws {
        let (config, tokenizer) = ("config.json", "tokenizer.bin")
        let known = (model.entry.languages ?? []).compactMap { LanguageCode(rawValue: $0) }
        try self.init(
            model.tensors(), MoonshineConfig(bytes: model.bytes(config), path: model.path(config)),
            tokenizer: BytePieceTokenizer(bytes: model.bytes(tokenizer), path: model.path(tokenizer)),
            // The model cannot be switched: it recognizes only the language that it was trained on.
            languages: options.language.map { [$0] } ?? known,
            calibration: model.entry.id == "moonshine-tiny-en" ? Self.tinyEnglish : nil)
    }

    /// Takes the parts of a model.
    /// - Throws: `ModelFileError` where tensors or tokenizer contradict the configuration.
    init(
        _ file: SafeTensors, _ config: MoonshineConfig, tokenizer: BytePieceTokenizer, languages: [LanguageCode],
        calibration: ConfidenceCalibration? = nil
    ) throws {
        try config.requireAllLayers(of: file)
        try config.requireVocabulary(of: tokenizer)
        let maxSamples = Self.samples(Self.maxChunkSeconds)
        self.config = config
        self.languages = languages
        self.tokenizer = tokenizer
        self.calibration = calibration
        encoder = try MoonshineEncoder(file, config, maxSamples: maxSamples)
        decoder = try MoonshineDecoder(file, config, maxTokens: Self.maxTokens(maxSamples))
    }

    private static func samples(_ seconds: Double) -> Int { Int(seconds * Double(ChunkInput.sampleRate)) }

    /// Tokens that a text over `samples` samples can have.
    private static func maxTokens(_ samples: Int) -> Int {
        max(1, Int((Double(samples) / Double(ChunkInput.sampleRate) * tokensPerSecond).rounded(.up)))
    }

    /// Recognizes chunks together; see `SpeechRecognizer`. A chunk has 0.4 to 60 seconds.
    public func recognize(_ chunks: [ChunkInput]) throws -> [RecognizedChunk] {
        try check(chunks)
        try Task.checkCancellation()
        let encoded = encoder.encode(chunks.map(\.samples))
        let limits = chunks.map { Self.maxTokens($0.samples.count) }
        let states = decoder.start(encoded, maxTokens: limits)
        var searches = zip(states, limits).map { state, limit in
            BeamSearch(
                state,
                rules: .init(
                    width: Self.beamWidth, vocabularySize: config.vocabularySize, endToken: config.endToken,
                    maxTokens: limit))
        }
        try decode(&searches)
        return zip(searches, chunks).map { search, chunk in
            // Every continuation was forbidden: that is no text that came to its end.
            guard let best = search.best else { return RecognizedChunk(words: [], ending: .overlong) }
            return RecognizedChunk(words: words(best.text, seconds: chunk.seconds), ending: Self.ending(best.ending))
        }
    }

    private func check(_ chunks: [ChunkInput]) throws {
        let allowed = Self.samples(chunking.shortestSeconds)...Self.samples(maxChunkSeconds)
        for chunk in chunks {
            guard allowed.contains(chunk.samples.count) else {
                throw ChunkInputError.length(samples: chunk.samples.count, allowed: allowed)
            }
            if let language = chunk.language, !languages.contains(language) {
                throw ChunkInputError.language(language, known: languages)
            }
        }
    }

    /// Takes steps with all searches until the last is done.
    private func decode(_ searches: inout [BeamSearch<DecoderState>]) throws {
        let workspace = MoonshineDecoder.Workspace()
        var (states, tokens): ([DecoderState], [Int]) = ([], [])
        while true {
            try Task.checkCancellation()
            states.removeAll(keepingCapacity: true)
            tokens.removeAll(keepingCapacity: true)
            for text in searches.lazy.flatMap(\.live) {
                states.append(text.state)
                tokens.append(text.tokens.last ?? config.startToken)
            }
            if states.isEmpty { return }
            var logits = decoder.step(states, tokens: tokens, workspace)
            for index in searches.indices where !searches[index].isDone {
                let rows = searches[index].live.count
                searches[index].advance(logits)
                logits += rows * config.vocabularySize
            }
        }
    }

    private func words(_ text: BeamSearch<DecoderState>.Text, seconds: Double) -> [RecognizedWord] {
        let state = text.state
        let spans = AttentionAlignment.frameSpans(
            UnsafePointer(state.alignment.pointer), steps: state.stepCount, frames: state.frameCount)
        let tokens = text.tokens.last == config.endToken ? text.tokens.dropLast() : text.tokens
        return TimedWords(tokenizer: tokenizer, secondsPerFrame: seconds / Double(state.frameCount))
            .words(Array(tokens), logProbabilities: text.logProbabilities, spans: spans)
    }

    private static func ending(_ ending: TextEnding) -> RecognizedChunk.Ending {
        switch ending {
        case .complete: .complete
        case .repetition: .repetition
        case .overlong: .overlong
        }
    }
}
