/// The characters of Unicode that turn the direction of text and show nothing themselves.
enum BidirectionalControls {
    /// The text without them: they hide what a text says, and one of a pair alone turns all that follows it. Words of
    /// scripts from right to left are shown rightly without them.
    static func removed(_ text: String) -> String {
        // All begin with one of two bytes, which most texts lack.
        guard text.utf8.contains(where: { $0 == 0xE2 || $0 == 0xD8 }), text.unicodeScalars.contains(where: isControl)
        else { return text }
        var kept = String.UnicodeScalarView()
        kept.append(contentsOf: text.unicodeScalars.lazy.filter { !isControl($0) })
        return String(kept)
    }

    /// The name without them, or nil where nothing of it is left.
    static func removed(name: String?) -> String? {
        guard let name else { return nil }
        let bare = removed(name)
        return bare.isEmpty && !name.isEmpty ? nil : bare
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}

extension ImportedTurn {
    /// The turn without controls of direction in its words and names.
    var withoutBidirectionalControls: ImportedTurn {
        var turn = self
        turn.speaker = BidirectionalControls.removed(name: speaker)
        for index in turn.words.indices {
            turn.words[index].text = BidirectionalControls.removed(words[index].text)
            turn.words[index].speaker = BidirectionalControls.removed(name: words[index].speaker)
        }
        return turn
    }
}
