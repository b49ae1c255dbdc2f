/// Which sound tracks of a file are read.
public enum TrackSelection: Hashable, Sendable {
    /// The first that can be decoded and is not silent, with those that the file marks as default in front.
    case best
    /// All that can be decoded and are not silent, side by side: the channels of the first, then those of the next.
    case all
    /// These, from 1, at least one, side by side.
    case numbers([Int])
}

/// One of the sound tracks of a file.
public struct AudioTrack: Hashable, Codable, Sendable {
    /// From 1, in the order of the file; pictures and subtitles do not count.
    public var number: Int
    /// Encoding and channels, for example `AAC, 2 channels`.
    public var format: String
    /// As the file writes it, for example `eng`; nil where it says nothing.
    public var language: String?
    /// The track's name in the file; nil where it has none.
    public var title: String?
    /// Whether the file says that players should take this one.
    public var isDefault = false
    /// Whether the file says that this is a commentary or a description of the pictures.
    public var isCommentary = false

    /// Makes a description; see the properties.
    public init(
        number: Int, format: String, language: String? = nil, title: String? = nil, isDefault: Bool = false,
        isCommentary: Bool = false
    ) {
        self.number = number
        self.format = format
        self.language = language
        self.title = title
        self.isDefault = isDefault
        self.isCommentary = isCommentary
    }
}

extension AudioTrack: CustomStringConvertible {
    /// `track 2 (AAC, 1 channel, eng, "Microphone", default)`
    public var description: String {
        let marks = [
            format, language, title.map { "\"\($0)\"" }, isDefault ? "default" : nil, isCommentary ? "commentary" : nil,
        ]
        return "track \(number) (\(marks.compactMap(\.self).joined(separator: ", ")))"
    }
}

/// A sound track that was not read, and what is known of it.
public struct UnreadTrack: Hashable, Codable, Sendable {
    /// What was found out about a track.
    public enum Finding: Hashable, Codable, Sendable {
        /// Nothing: another track came first.
        case notLookedAt
        /// It is silent from beginning to end.
        case silent
        /// It cannot be decoded; the decoder's words.
        case undecodable(reason: String)
    }

    /// The track.
    public var track: AudioTrack
    /// Why it was not read.
    public var finding: Finding

    /// Makes a finding.
    public init(_ track: AudioTrack, _ finding: Finding) {
        self.track = track
        self.finding = finding
    }
}

extension UnreadTrack: CustomStringConvertible {
    /// `track 1 (AAC, 2 channels) is silent`
    public var description: String {
        switch finding {
        case .notLookedAt: "\(track) was not read"
        case .silent: "\(track) is silent"
        case .undecodable(let reason): "\(track) cannot be decoded (\(reason))"
        }
    }
}
