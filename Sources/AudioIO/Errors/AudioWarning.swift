/// Something about a recording that was read all the same, and that its user should know.
public enum AudioWarning: Hashable, Codable, Sendable {
    /// The header promises more sound than the file holds; both lengths in seconds.
    case shorterThanHeader(claimedSeconds: Double, decodedSeconds: Double)
    /// The header gives no length or too small a one, so the file was read to its end.
    case headerLengthIgnored
    /// An Ogg stream does not end with its end mark: it was probably cut off.
    case missingEndMark
    /// A decoder complained: its first message, and how many there were.
    case damagedStream(decoder: String, message: String, messageCount: Int)
    /// Stretches without sound were filled with silence so that later times are right.
    case gapsFilled(count: Int, seconds: Double)
    /// Time stamps run behind the sound: times after that place may be late by up to this number of seconds.
    case timestampsBehind(seconds: Double)
    /// The clock of a stream of joined parts begins anew: it claims less than was decoded; both in seconds.
    case clockJumpsBack(clockSeconds: Double, decodedSeconds: Double)
    /// Samples that were not numbers or infinite became 0.
    case nonFiniteSamples(count: Int)
    /// The file has further sound tracks, which were not read.
    case unreadTracks(read: [AudioTrack], others: [UnreadTrack])
    /// ffmpeg would have been the better decoder but is not installed; `reason` says why.
    case readWithoutFFmpeg(reason: String)
    /// A channel, counted from 1, carries the same sound as an earlier one and was not read as a signal of its own.
    case sameSound(channel: Int, as: Int)
    /// A channel, counted from 1, would have cancelled others in the mix for this number of seconds, and was inverted.
    case cancellingChannel(channel: Int, seconds: Double)
    /// A channel, counted from 1, was left out of the mix for this number of seconds: it held a steady sound without speech that
    /// would have drowned the speech of another channel.
    case noiseChannel(channel: Int, seconds: Double)
    /// A channel, counted from 1, is meant for a low-frequency loudspeaker and was left out of the mix.
    case lowFrequencyChannel(channel: Int)
    /// A constant was taken out of a channel, counted from 1: the largest one, in shares of full scale.
    case offsetRemoved(channel: Int, share: Double)
    /// No word was recognized; the value says what was not transcribed.
    case wordless(unheard: [String])
}

extension AudioWarning: CustomStringConvertible {
    /// One sentence without the file's name.
    public var description: String {
        switch self {
        case .shorterThanHeader(let claimed, let decoded):
            "the header promises \(AudioError.seconds(claimed)) of sound, the file holds \(AudioError.seconds(decoded))"
        case .headerLengthIgnored:
            "the header gives no usable length; read to the end of the file"
        case .missingEndMark:
            "the stream has no end mark; the file was probably cut off"
        case .damagedStream(let decoder, let message, let messageCount):
            "\(decoder) found damage (\(messageCount) \(messageCount == 1 ? "message" : "messages"), first: \(message))"
        case .gapsFilled(let count, let seconds):
            "\(count) \(count == 1 ? "gap" : "gaps") of \(AudioError.seconds(seconds)) in all filled with silence"
        case .timestampsBehind(let seconds):
            "time stamps overlap; later times may be late by \(AudioError.seconds(seconds))"
        case .clockJumpsBack(let clock, let decoded):
            "the clock of the stream jumps back, as where files were joined: it claims \(AudioError.seconds(clock)), and "
                + "\(AudioError.seconds(decoded)) were read, one part after the other"
        case .nonFiniteSamples(let count):
            "\(count) \(count == 1 ? "sample was" : "samples were") not finite and became 0"
        case .unreadTracks(let read, let others):
            "\(read.map(\.description).joined(separator: " and ")) \(read.count == 1 ? "was" : "were") read; \(others.map(\.description).joined(separator: "; ")); --track reads another one"
        case .readWithoutFFmpeg(let reason):
            "read without ffmpeg, which is not installed: \(reason)"
        case .sameSound(let channel, let other):
            "channel \(channel) carries the same sound as channel \(other); it was transcribed once"
        case .cancellingChannel(let channel, let seconds):
            "channel \(channel) cancels others (the same sound upside down); it was turned round for the mix for "
                + AudioError.seconds(seconds)
        case .noiseChannel(let channel, let seconds):
            "channel \(channel) holds a steady sound and little or no speech, loud enough to drown the speech of another channel; "
                + "it was left out of the mix for \(AudioError.seconds(seconds))"
        case .lowFrequencyChannel(let channel):
            "channel \(channel) is the low-frequency channel of film sound and was left out of the mix"
        case .offsetRemoved(let channel, let share):
            "channel \(channel) is shifted by up to \((share * 1000).rounded() / 10) % of full scale; the shift was taken out"
        case .wordless(let unheard):
            "no word was recognized; not transcribed: \(unheard.joined(separator: "; "))"
        }
    }
}
