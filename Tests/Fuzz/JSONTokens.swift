/// Changes of JSON texts that leave them JSON: another value or name in the place of one.
enum JSONTokens {
    private static let others = [
        "null", "true", "[]", "{}", "\"\"", "\" \"", "\"\\u0000\"", "\"a b\"", "\"1e308\"", "[null]", "[[]]", "\"NaN\"",
        "\"-1\"",
        "\"9223372036854775807\"", "\"1.5s\"", "\"PT99999999999999999999S\"", "{\"a\": 1}", "\"x\\n\\ny\"",
    ].map { Array($0.utf8) }

    /// Replaces one name, text, number or word by another of the same document, or by one that is seldom thought of.
    static func replaceOne(in bytes: inout [UInt8], _ random: inout SplitMix) {
        let tokens = ranges(of: bytes)
        guard let token = random.element(of: tokens) else { return }
        let value: [UInt8]
        switch random.below(4) {
        case 0: value = random.element(of: tokens).map { Array(bytes[$0]) } ?? []
        case 1: value = random.element(of: others) ?? []
        default: value = random.element(of: Mutator.numbers) ?? []
        }
        bytes.replaceSubrange(token, with: value)
    }

    /// Where texts, names, numbers and words stand.
    private static func ranges(of bytes: [UInt8]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start: Int?
        var isInText = false
        var isEscaped = false
        for (index, byte) in bytes.enumerated() {
            if isInText {
                let isEnd = byte == UInt8(ascii: "\"") && !isEscaped
                isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
                guard isEnd, let first = start else { continue }
                ranges.append(first..<index + 1)
                (start, isInText) = (nil, false)
            } else if byte == UInt8(ascii: "\"") {
                (start, isInText) = (index, true)
            } else if byte <= 0x20 || "[]{},:".utf8.contains(byte) {
                if let first = start { ranges.append(first..<index) }
                start = nil
            } else if start == nil {
                start = index
            }
        }
        return ranges
    }
}
