/// Names for speakers of systems that only count them.
enum SpeakerNumber {
    /// `speaker 0`; where each channel counts for itself, or is one speaker, `channel 1 speaker 0` or `channel 1`.
    static func label(speaker: String?, channel: Int?) -> String? {
        let parts = [channel.map { "channel \($0)" }, speaker.map { "speaker \($0)" }].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }
}
