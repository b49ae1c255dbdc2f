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
    /// Time stamps run behind the sound: times after that place may be late by up to so many seconds.
    case timestampsBehind(seconds: Double)
    /// Samples that were not numbers or infinite became 0.
    case nonFiniteSamples(count: Int)
    /// The file has further audio streams, which were not read.
    case otherAudioStreams(count: Int)
    /// ffmpeg would have been the better decoder but is not installed; `reason` says why.
    case readWithoutFFmpeg(reason: String)
    /// A channel, counted from 1, carries the same sound as one before it and was not heard for itself.
    case sameSound(channel: Int, as: Int)
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
        case .nonFiniteSamples(let count):
            "\(count) \(count == 1 ? "sample was" : "samples were") not finite and became 0"
        case .otherAudioStreams(let count):
            "\(count) further audio \(count == 1 ? "stream was" : "streams were") not read"
        case .readWithoutFFmpeg(let reason):
            "read without ffmpeg, which is not installed: \(reason)"
        case .sameSound(let channel, let other):
            "channel \(channel) carries the same sound as channel \(other); it was transcribed once"
        }
    }
}
