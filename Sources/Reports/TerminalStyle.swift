/// Colours and weights of text on a terminal. Elsewhere text stays plain.
public struct TerminalStyle: Hashable, Sendable {
    /// Whether escape sequences are written at all.
    public let isEnabled: Bool

    /// Plain text.
    public static let plain = TerminalStyle(isEnabled: false)

    /// A style that is enabled or plain.
    public init(isEnabled: Bool) { self.isEnabled = isEnabled }

    /// The style for a stream: enabled on a terminal, unless `NO_COLOR` is set or the terminal is dumb.
    public init(isTerminal: Bool, environment: [String: String]) {
        isEnabled = isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    }

    /// The text in the colour of a speaker, or uncoloured.
    /// - Parameter index: The speaker's index in the transcript, from 0; nil where the speaker is unknown.
    public func speaker(_ text: String, index: Int?) -> String {
        guard let index else { return text }
        let colours = [36, 33, 35, 32, 34, 31]
        return styled(text, "1;\(colours[index % colours.count])")
    }

    /// Text that matters less.
    public func faint(_ text: String) -> String { styled(text, "2") }

    /// A match of a search: bold on a terminal, between « » elsewhere.
    public func match(_ text: String) -> String { isEnabled ? styled(text, "1") : "«\(text)»" }

    private func styled(_ text: String, _ code: String) -> String {
        isEnabled ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
