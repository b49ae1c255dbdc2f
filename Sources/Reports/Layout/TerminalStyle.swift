import Foundation

/// Colours and weights of text on a terminal; nothing elsewhere.
struct TerminalStyle: Hashable {
    /// Whether escape sequences are written at all.
    let isEnabled: Bool

    /// Plain text.
    static let plain = TerminalStyle(isEnabled: false)

    init(isEnabled: Bool) { self.isEnabled = isEnabled }

    /// The style for a stream: enabled on a terminal, unless `NO_COLOR` is set or the terminal is dumb.
    init(isTerminal: Bool, environment: [String: String]) {
        isEnabled = isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    }

    /// The style for standard output.
    static var standardOutput: TerminalStyle {
        TerminalStyle(isTerminal: StandardOutput.isTerminal, environment: ProcessInfo.processInfo.environment)
    }

    /// The text in the colour of a speaker; nobody in particular has none.
    func speaker(_ text: String, index: Int?) -> String {
        guard let index else { return text }
        let colours = [36, 33, 35, 32, 34, 31]
        return styled(text, "1;\(colours[index % colours.count])")
    }

    /// Text that matters less.
    func faint(_ text: String) -> String { styled(text, "2") }

    /// Text that was looked for.
    func match(_ text: String) -> String { isEnabled ? styled(text, "1") : "«\(text)»" }

    private func styled(_ text: String, _ code: String) -> String {
        isEnabled ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
