import CSndfile

/// For which loudspeaker each channel of a file is meant, where the file says so.
///
/// Six channels alone are no layout: they may as well be six microphones, of which none is to be lost.
struct ChannelLayout: Hashable {
    /// A loudspeaker, or a kind of them.
    enum Position: Hashable {
        case front, center, surround, lowFrequency
    }

    /// One for each channel.
    let positions: [Position]

    /// Makes sure that there is more than one kind of loudspeaker: else the layout says nothing that a mean does not.
    private init?(_ positions: [Position]) {
        guard Set(positions).count > 1 else { return nil }
        self.positions = positions
    }

    /// The share of each channel in one signal: the coefficients of ITU-R BS.775 for one loudspeaker (centre 1, front
    /// 0.7071, surround 0.5, no low-frequency channel), with a sum of 1.
    var weights: [Float] {
        let weights = positions.map { position -> Float in
            switch position {
            case .center: 1
            case .front: 0.7071
            case .surround: 0.5
            case .lowFrequency: 0
            }
        }
        let sum = weights.reduce(0, +)
        guard sum > 0 else { return positions.map { _ in 1 / Float(positions.count) } }
        return weights.map { $0 / sum }
    }

    /// Channels, from 0, that no mix should hold.
    var lowFrequencyChannels: [Int] {
        Set(positions) == [.lowFrequency] ? [] : positions.indices.filter { positions[$0] == .lowFrequency }
    }
}

extension ChannelLayout {
    /// Reads ffprobe's `channel_layout`: `5.1(side)`, `FL+FR+LFE`, `6 channels (FL+FR+…)`.
    /// - Returns: nil where it names no layout, one that is not known, or one of another number of channels.
    init?(ffmpeg name: String, channelCount: Int) {
        let channels = Self.named[name] ?? String(name.drop { $0 != "(" }.dropFirst().prefix { $0 != ")" })
        let list = channels.isEmpty || !channels.contains("+") ? name : channels
        let positions = list.split(separator: "+").compactMap { Self.positions[String($0)] }
        guard positions.count == channelCount else { return nil }
        self.init(positions)
    }

    /// ffmpeg's names of layouts; the order is that of the channels.
    private static let named = [
        "mono": "FC", "stereo": "FL+FR", "2.1": "FL+FR+LFE", "3.0": "FL+FR+FC", "3.0(back)": "FL+FR+BC",
        "4.0": "FL+FR+FC+BC", "quad": "FL+FR+BL+BR", "quad(side)": "FL+FR+SL+SR", "3.1": "FL+FR+FC+LFE",
        "5.0": "FL+FR+FC+BL+BR", "5.0(side)": "FL+FR+FC+SL+SR", "4.1": "FL+FR+FC+LFE+BC",
        "5.1": "FL+FR+FC+LFE+BL+BR", "5.1(side)": "FL+FR+FC+LFE+SL+SR", "6.0": "FL+FR+FC+BC+SL+SR",
        "6.0(front)": "FL+FR+FLC+FRC+SL+SR", "hexagonal": "FL+FR+FC+BL+BR+BC", "6.1": "FL+FR+FC+LFE+BC+SL+SR",
        "6.1(back)": "FL+FR+FC+LFE+BL+BR+BC", "6.1(front)": "FL+FR+LFE+FLC+FRC+SL+SR",
        "7.0": "FL+FR+FC+BL+BR+SL+SR", "7.0(front)": "FL+FR+FC+FLC+FRC+SL+SR",
        "7.1": "FL+FR+FC+LFE+BL+BR+SL+SR", "7.1(wide)": "FL+FR+FC+LFE+BL+BR+FLC+FRC",
        "7.1(wide-side)": "FL+FR+FC+LFE+FLC+FRC+SL+SR", "octagonal": "FL+FR+FC+BL+BR+BC+SL+SR",
    ]

    private static let positions: [String: Position] = [
        "FL": .front, "FR": .front, "FC": .center, "LFE": .lowFrequency, "LFE2": .lowFrequency, "FLC": .front,
        "FRC": .front, "DL": .front, "DR": .front, "WL": .front, "WR": .front, "BL": .surround, "BR": .surround,
        "BC": .surround, "SL": .surround, "SR": .surround, "TC": .surround, "TFL": .surround, "TFC": .surround,
        "TFR": .surround, "TBL": .surround, "TBC": .surround, "TBR": .surround,
    ]
}

extension ChannelLayout {
    /// Reads libsndfile's channel map, which it takes from extensible WAV headers and the like.
    /// - Returns: nil where a channel is for none of the usual loudspeakers.
    init?(soundFile map: [Int32]) {
        let positions = map.compactMap { Self.mapped[$0] }
        guard positions.count == map.count else { return nil }
        self.init(positions)
    }

    private static let mapped: [Int32: Position] = {
        let fronts = [
            SF_CHANNEL_MAP_LEFT, SF_CHANNEL_MAP_RIGHT, SF_CHANNEL_MAP_FRONT_LEFT, SF_CHANNEL_MAP_FRONT_RIGHT,
            SF_CHANNEL_MAP_FRONT_LEFT_OF_CENTER, SF_CHANNEL_MAP_FRONT_RIGHT_OF_CENTER,
        ]
        let centers = [SF_CHANNEL_MAP_MONO, SF_CHANNEL_MAP_CENTER, SF_CHANNEL_MAP_FRONT_CENTER]
        let surrounds = [
            SF_CHANNEL_MAP_REAR_CENTER, SF_CHANNEL_MAP_REAR_LEFT, SF_CHANNEL_MAP_REAR_RIGHT, SF_CHANNEL_MAP_SIDE_LEFT,
            SF_CHANNEL_MAP_SIDE_RIGHT, SF_CHANNEL_MAP_TOP_CENTER, SF_CHANNEL_MAP_TOP_FRONT_LEFT,
            SF_CHANNEL_MAP_TOP_FRONT_RIGHT, SF_CHANNEL_MAP_TOP_FRONT_CENTER, SF_CHANNEL_MAP_TOP_REAR_LEFT,
            SF_CHANNEL_MAP_TOP_REAR_RIGHT, SF_CHANNEL_MAP_TOP_REAR_CENTER,
        ]
        var mapped = [Int32(SF_CHANNEL_MAP_LFE): Position.lowFrequency]
        for channel in fronts { mapped[Int32(channel)] = .front }
        for channel in centers { mapped[Int32(channel)] = .center }
        for channel in surrounds { mapped[Int32(channel)] = .surround }
        return mapped
    }()
}
