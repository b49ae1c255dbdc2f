/// Reads settings from texts by name, or writes them: the same calls do both, so that the two cannot disagree.
///
/// Each call names a setting and gives its value. While writing, the value becomes a text and is returned; while reading,
/// the given value is ignored, and the stored one is returned and struck off.
struct SettingsCoder {
    /// While writing, what is written so far; while reading, what no call has asked for yet.
    private(set) var texts: [String: String]
    private let isWriting: Bool

    /// Starts to write.
    init() { (texts, isWriting) = ([:], true) }

    /// Starts to read.
    init(reading texts: [String: String]) { (self.texts, isWriting) = (texts, false) }

    /// The version of the form, which is left out if it is 1.
    /// - Throws: `unknownVersion` while reading another one.
    mutating func version(_ version: Int) throws(SettingsError) {
        let stored = text("version", version == 1 ? nil : String(version)) ?? "1"
        guard stored == String(version) else { throw .unknownVersion(stored) }
    }

    /// A text; nil is left out.
    mutating func text(_ name: String, _ value: String?) -> String? {
        guard isWriting else { return texts.removeValue(forKey: name) }
        texts[name] = value
        return value
    }

    /// A whole number; nil is left out.
    /// - Throws: `badValue` while reading anything but a number in the range.
    mutating func number(_ name: String, _ value: Int?, in range: ClosedRange<Int>) throws(SettingsError) -> Int? {
        guard let text = text(name, value.map { String($0) }) else { return nil }
        guard !isWriting else { return value }
        guard let number = Int(text), range.contains(number) else { throw .badValue(name: name, value: text) }
        return number
    }

    /// One of several choices; the default is left out.
    /// - Throws: `badValue` while reading anything else.
    mutating func choice<Choice: RawRepresentable<String> & Equatable>(
        _ name: String, _ value: Choice?, default: Choice
    ) throws(SettingsError) -> Choice {
        guard let text = text(name, value == `default` ? nil : value?.rawValue) else { return `default` }
        guard let choice = Choice(rawValue: text) else { throw .badValue(name: name, value: text) }
        return choice
    }

    /// A flag; false is left out.
    /// - Throws: `badValue` while reading anything but `true`.
    mutating func flag(_ name: String, _ value: Bool?) throws(SettingsError) -> Bool {
        guard let text = text(name, value == true ? "true" : nil) else { return false }
        guard text == "true" else { throw .badValue(name: name, value: text) }
        return true
    }

    /// Ends the reading.
    /// - Throws: `unknownSetting` where a name is left that no call has asked for.
    func finish() throws(SettingsError) {
        if let name = texts.keys.min() { throw .unknownSetting(name: name) }
    }
}
