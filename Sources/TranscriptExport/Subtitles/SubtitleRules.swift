/// Limits within which subtitles can be read.
public struct SubtitleRules: Hashable, Sendable {
    /// Greatest number of characters on a line, speaker's name included; at least 16.
    public var maximumLineCharacters: Int
    /// Greatest number of lines: 1 or 2.
    public var maximumLines: Int
    /// Shortest time of a cue in milliseconds.
    public var minimumMilliseconds: Int
    /// Longest time of a cue in milliseconds.
    public var maximumMilliseconds: Int
    /// Reading speed in characters a second that is kept where the speech leaves time for it.
    public var maximumCharactersPerSecond: Int
    /// Longest time in milliseconds by which a cue comes late so that the one before it can be read.
    let patienceMilliseconds = 500

    /// Makes rules; the defaults are what broadcasters ask for.
    public init(
        maximumLineCharacters: Int = 42, maximumLines: Int = 2, minimumMilliseconds: Int = 1000,
        maximumMilliseconds: Int = 7000, maximumCharactersPerSecond: Int = 21
    ) {
        precondition(maximumLineCharacters >= 16, "a subtitle line must hold at least 16 characters")
        precondition((1...2).contains(maximumLines), "a subtitle has one or two lines")
        precondition(0 < minimumMilliseconds && minimumMilliseconds <= maximumMilliseconds, "times must be in order")
        precondition(maximumCharactersPerSecond > 0, "reading speed must be positive")
        self.maximumLineCharacters = maximumLineCharacters
        self.maximumLines = maximumLines
        self.minimumMilliseconds = minimumMilliseconds
        self.maximumMilliseconds = maximumMilliseconds
        self.maximumCharactersPerSecond = maximumCharactersPerSecond
    }

    /// How long a text with the given number of characters should be shown, within the limits of a cue.
    func readingMilliseconds(characters: Int) -> Int {
        let needed = (characters * 1000 + maximumCharactersPerSecond - 1) / maximumCharactersPerSecond
        return min(max(needed, minimumMilliseconds), maximumMilliseconds)
    }
}
