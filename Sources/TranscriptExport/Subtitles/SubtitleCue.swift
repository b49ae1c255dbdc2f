/// One subtitle: what is seen and when.
struct SubtitleCue: Hashable {
    /// Index of the speaker, or nil where the speaker is unknown.
    var speaker: Int?
    /// One or two lines, ready to be seen.
    var lines: [String]
    /// Characters to read, without the speaker's name.
    var characterCount: Int
    /// When it appears.
    var startMilliseconds: Int
    /// When it goes.
    var endMilliseconds: Int
}
