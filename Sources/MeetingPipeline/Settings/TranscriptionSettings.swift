public import Diarization
internal import Transcript

/// Everything that a user can set and that can change a transcript: what a job keeps, what a run records, and what results
/// are stored under.
///
/// Its stored form is an object of texts by the names of the command line's options, for example
/// `{"min-speakers":"1","speakers":"3"}`; a setting that has its default is left out, except `min-speakers`. `version`
/// is left out in version 1, which is the form of every archive so far. Reading is strict: an unknown name, version or
/// value is a `SettingsError`, never a guess.
///
/// To add a setting: a `let` property, a parameter of `init`, and a line in `init(coding:_:)`, which reads and writes.
/// The compiler refuses a property that has no such line.
public struct TranscriptionSettings: Hashable, Sendable {
    /// The exact number of speakers, `allowedSpeakers`; nil where it is not known.
    public let speakerCount: Int?
    /// The min number of speakers, `allowedSpeakers`.
    public let minimumSpeakers: Int
    /// The max number of speakers, `allowedSpeakers`; nil for no limit.
    public let maximumSpeakers: Int?
    /// What the recording's channels are used for.
    public let channels: ChannelUse
    /// The sound track to transcribe, from 1; nil for the first that can be decoded and is not silent.
    public let track: Int?
    /// When the recording was made, ISO 8601 in UTC; nil for the date in the file or, where it has none, the file's
    /// last change.
    public let recordedAt: String?
    /// Whether noise is reduced before recognition.
    public let reducesNoise: Bool
    /// Whether words keep the recognizer's own probabilities instead of calibrated ones.
    public let keepsRawConfidence: Bool

    /// Numbers of speakers that can be asked for.
    public static let allowedSpeakers = 1...100
    /// Numbers of sound tracks that can be asked for.
    public static let allowedTracks = 1...10_000
    /// The version of the stored form that this program writes, and the only one that it reads.
    public static let version = 1

    /// Makes settings; see the properties.
    public init(
        clustering: ClusteringOptions = ClusteringOptions(), channels: ChannelUse = .mix, track: Int? = nil,
        recordedAt: String? = nil, reducesNoise: Bool = false, keepsRawConfidence: Bool = false
    ) {
        speakerCount = clustering.speakerCount
        minimumSpeakers = clustering.minimumSpeakers
        maximumSpeakers = clustering.maximumSpeakers
        self.channels = channels
        self.track = track
        self.recordedAt = recordedAt
        self.reducesNoise = reducesNoise
        self.keepsRawConfidence = keepsRawConfidence
    }

    /// The one list of the settings' names and values: each line reads a setting, or writes it where there are `settings`.
    private init(coding texts: inout SettingsCoder, _ settings: Self?) throws(SettingsError) {
        speakerCount = try texts.number("speakers", settings?.speakerCount, in: Self.allowedSpeakers)
        minimumSpeakers = try texts.number("min-speakers", settings?.minimumSpeakers, in: Self.allowedSpeakers) ?? 1
        maximumSpeakers = try texts.number("max-speakers", settings?.maximumSpeakers, in: Self.allowedSpeakers)
        channels = try texts.choice("channels", settings?.channels, default: .mix)
        track = try texts.number("track", settings?.track, in: Self.allowedTracks)
        recordedAt = texts.text(RunInfo.recordedAtSetting, settings?.recordedAt)
        reducesNoise = try texts.flag("noise-reduction", settings?.reducesNoise)
        keepsRawConfidence = try texts.flag("raw-confidence", settings?.keepsRawConfidence)
    }

    /// Reads the stored form.
    /// - Throws: `SettingsError` for a name, version or value that this version of the program does not know.
    public init(texts: [String: String]) throws(SettingsError) {
        var coder = SettingsCoder(reading: texts)
        try coder.version(Self.version)
        try self.init(coding: &coder, nil)
        try coder.finish()
        guard minimumSpeakers <= maximumSpeakers ?? .max else {
            throw .badValue(name: "max-speakers", value: String(maximumSpeakers ?? 0))
        }
    }

    /// The stored form.
    public var texts: [String: String] {
        get throws(SettingsError) {
            var coder = SettingsCoder()
            try coder.version(Self.version)
            _ = try Self(coding: &coder, self)
            return coder.texts
        }
    }

    /// What clustering is told about the speakers.
    public var clustering: ClusteringOptions {
        ClusteringOptions(
            speakerCount: speakerCount, minimumSpeakers: minimumSpeakers, maximumSpeakers: maximumSpeakers)
    }
}

extension TranscriptionSettings: Codable {
    /// Reads the stored form.
    /// - Throws: `SettingsError`; `DecodingError` for anything but an object of texts.
    public init(from decoder: any Decoder) throws {
        try self.init(texts: [String: String](from: decoder))
    }

    /// Writes the stored form.
    public func encode(to encoder: any Encoder) throws { try texts.encode(to: encoder) }
}

/// Why stored settings cannot be used: another version of the program has written them.
public enum SettingsError: Error, Hashable, Sendable {
    /// There is no such setting in this version.
    case unknownSetting(name: String)
    /// A setting cannot have this value in this version.
    case badValue(name: String, value: String)
    /// The stored form has another version.
    case unknownVersion(String)
}

extension SettingsError: CustomStringConvertible {
    /// What this version does not know.
    public var description: String {
        switch self {
        case .unknownSetting(let name): "made by another version of the program: there is no setting \(name) here"
        case .badValue(let name, let value):
            "made by another version of the program: the setting \(name) cannot be `\(value)` here"
        case .unknownVersion(let version):
            "made by another version of the program: its settings have version `\(version)`, not "
                + "\(TranscriptionSettings.version)"
        }
    }
}
