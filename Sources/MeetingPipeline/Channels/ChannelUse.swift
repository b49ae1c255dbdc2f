/// What is made of a recording's channels.
public enum ChannelUse: String, Hashable, Codable, Sendable, CaseIterable {
    /// They are mixed, and the speakers told apart by their voices.
    case mix
    /// Each is one speaker's, as in recordings of calls and headsets; so is each channel of each sound track. A recording of
    /// one channel is heard as with `mix`.
    case separate
}
