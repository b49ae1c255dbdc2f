/// The parts of the program whose output a transcript depends on, each with the version of what it gives.
///
/// This is the only place that decides which results are still good: the keys of the stage cache and the result key of a
/// run (`resultKey`) are made of these versions. A recording whose run has another result key is transcribed again; a
/// release that raises no version redoes nothing.
///
/// Whoever changes the output of a part for the same input raises its version here. `golden` guards that: it is the
/// digest of the part's output on a fixed input, and a test fails where the output has changed and the version has not.
enum ResultVersion: String, CaseIterable, Sendable {
    /// Samples from a file: `AudioIO`.
    case decoding
    /// Speech activity, segmentation and voice embeddings of mixed channels: `DiarizationPreparation`.
    case listening
    /// Speech activity, loudness and voices of separate channels: `PreparedChannels`.
    case channelListening = "channel-listening"
    /// Speakers and who speaks when: `SpeakerClustering`, `SpeakerDiarization`.
    case clustering
    /// Each channel's own speech, its speakers and turns: `ChannelSpeech`, `ChannelSpeakers`.
    case channelSpeech = "channel-speech"
    /// Chunks for the recognizer: `SpeechTimeline`, `SpeechChunker`.
    case chunking
    /// Noise reduction before recognition: `NoiseReducer`.
    case noiseReduction = "noise-reduction"
    /// Words of a chunk: `ChunkRecognition`, and the recognizers of all families.
    case recognition
    /// Calibrated confidence, words to speakers, words to turns: `WordAttribution`, `TurnAssembly`, `ChannelTurns`.
    case attribution
    /// What became of every second: `ChunkOutcome`, `LedgerAssembly`, `ChannelLedger`.
    case ledger

    /// The version, and the first 16 hexadecimal digits of the golden digest of that version.
    var entry: (version: Int, golden: String) {
        switch self {
        case .decoding: (2, "295fdaa2cf7bdf17")
        case .listening: (2, "752726e1ad2c55ca")
        case .channelListening: (2, "d0c01a479ad13c09")
        case .clustering: (1, "bc6ba022682cbd46")
        case .channelSpeech: (1, "afeb77e9bf7bc397")
        case .chunking: (1, "5ddfece84b4e3957")
        case .noiseReduction: (1, "4feb51d03b0c621b")
        case .recognition: (2, "a7fe0f9ea85b60a8")
        case .attribution: (1, "aa33904b3d77456b")
        case .ledger: (1, "73305700765be04b")
        }
    }

    /// The version, for keys.
    var version: Int { entry.version }

    /// Program versions before runs had a result key, with the versions that their results have. A version of the program
    /// that is not here has results that are not known to be equal.
    private static let earlierPrograms: [String: [ResultVersion: Int]] = [
        "0.3.0": [
            .decoding: 2, .listening: 2, .channelListening: 2, .clustering: 1, .channelSpeech: 1, .chunking: 1,
            .noiseReduction: 1, .recognition: 2, .attribution: 1, .ledger: 1,
        ]
    ]

    /// The parts that a transcript with these settings depends on.
    static func parts(of settings: TranscriptionSettings) -> [ResultVersion] {
        allCases.filter { part in
            switch part {
            case .channelListening, .channelSpeech: settings.channels == .separate
            case .noiseReduction: settings.reducesNoise
            // Separate channels, too: a recording of one channel is treated as mixed.
            case .decoding, .listening, .clustering, .chunking, .recognition, .attribution, .ledger: true
            }
        }
    }
}

extension TranscriptionSettings {
    /// The versions of all parts of the program that a transcript with these settings depends on, for example
    /// `decoding 2, listening 2, …`. A run in the archive is current if its key is equal, with equal settings and models.
    public var resultKey: String {
        ResultVersion.parts(of: self).map { "\($0.rawValue) \($0.version)" }.joined(separator: ", ")
    }

    /// Versions of the program whose runs have no result key, and whose transcripts with these settings are the same as
    /// this program's.
    public var equalProgramVersions: [String] {
        ResultVersion.equalProgramVersions(parts: ResultVersion.parts(of: self))
    }
}

extension ResultVersion {
    /// As `TranscriptionSettings.equalProgramVersions`.
    /// - Parameter current: the version of a part in this program.
    static func equalProgramVersions(
        parts: [ResultVersion], current: (ResultVersion) -> Int = \.version
    ) -> [String] {
        earlierPrograms.filter { _, versions in parts.allSatisfy { versions[$0] == current($0) } }.keys.sorted()
    }
}
