import Reports
import Testing

@Suite struct TerminalStyleTests {
    @Test(
        arguments: [
            (true, [:], true), (false, [:], false), (true, ["NO_COLOR": "1"], false), (true, ["NO_COLOR": ""], true),
            (true, ["TERM": "dumb"], false), (true, ["TERM": "xterm"], true),
        ] as [(Bool, [String: String], Bool)])
    func stylesAreForTerminals(isTerminal: Bool, environment: [String: String], isEnabled: Bool) {
        #expect(TerminalStyle(isTerminal: isTerminal, environment: environment).isEnabled == isEnabled)
    }

    @Test func manySpeakersShareColours() {
        let style = TerminalStyle(isEnabled: true)
        #expect(style.speaker("x", index: 6) == style.speaker("x", index: 0))
        #expect(style.speaker("x", index: nil) == "x")
    }
}
