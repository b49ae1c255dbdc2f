/// Colours that tell speakers apart on paper: dark enough to be read on white, and different also to colour-blind eyes.
public enum SpeakerPalette {
    /// Red, green and blue as six hexadecimal digits. After the last the first comes again.
    public static let hexadecimal = [
        "0B5CAD", "B3401A", "1B7A4B", "8A3C9A", "7A5A00", "A02060", "3E5C6E", "53620A",
    ]

    /// The colour of unknown speakers.
    public static let unknown = "666666"

    /// The colour of a speaker, by index.
    public static func colour(of speaker: Int?) -> String {
        speaker.map { hexadecimal[$0 % hexadecimal.count] } ?? unknown
    }
}
