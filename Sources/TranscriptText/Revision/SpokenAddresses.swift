/// E-mail addresses among words, as a recognizer writes them or as they are spoken.
enum SpokenAddresses {
    /// Each with `[email]` to be written in its place.
    static func matches(in words: [String]) -> [PhraseReplacements.Match] {
        let shapes = words.map(WordShape.init)
        var matches: [PhraseReplacements.Match] = []
        var index = 0
        while index < words.count {
            guard let end = end(from: index, words, shapes) else {
                index += 1
                continue
            }
            matches.append(
                PhraseReplacements.Match(
                    run: index..<end,
                    texts: [shapes[index].prefix + "[email]" + shapes[end - 1].possessive + shapes[end - 1].suffix]))
            index = end
        }
        return matches
    }

    private static func end(from index: Int, _ words: [String], _ shapes: [WordShape]) -> Int? {
        // Hardly a word has the sign, and to look for the pattern takes long.
        if words[index].unicodeScalars.contains(where: isSign),
            words[index].contains(#/[^\s@＠﹫][@＠﹫][^\s@＠﹫]+[.．][^\s@＠﹫]/#)
        {
            return index + 1
        }
        return spokenEnd(from: index, shapes)
    }

    private static func isSign(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "@" || scalar == "＠" || scalar == "﹫"
    }

    /// `ada dot lovelace at example dot com`: words joined by dot, at, and words joined by at least one dot. Joints
    /// may also be written: `ada at example.com`.
    private static func spokenEnd(from index: Int, _ shapes: [WordShape]) -> Int? {
        guard let name = chain(from: index, shapes), name.end < shapes.count, shapes[name.end].key == "at",
            let domain = chain(from: name.end + 1, shapes), domain.hasDot
        else { return nil }
        return domain.end
    }

    /// Words with dots between them, from an index on.
    private static func chain(from index: Int, _ shapes: [WordShape]) -> (end: Int, hasDot: Bool)? {
        guard index < shapes.count, isPart(shapes[index]) else { return nil }
        var end = index + 1
        var hasDot = shapes[index].core.contains(".")
        while end + 1 < shapes.count, ["dot", "underscore", "dash"].contains(shapes[end].key), isPart(shapes[end + 1]) {
            hasDot = hasDot || shapes[end].key == "dot"
            end += 2
        }
        return (end, hasDot)
    }

    private static func isPart(_ shape: WordShape) -> Bool {
        !shape.core.isEmpty && !["at", "dot", "underscore", "dash"].contains(shape.key)
    }
}
